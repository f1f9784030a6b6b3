module org.example.consumer {
    requires dev.strategos.byzantine;
}
