module org.example.consumer {
    requires dev.strategos.transport.memory;
}
