module org.example.consumer {
    requires dev.strategos.codec.jackson;

    opens org.example.consumer to com.fasterxml.jackson.databind;
}
