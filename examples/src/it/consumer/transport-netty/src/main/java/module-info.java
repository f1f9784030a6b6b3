module org.example.consumer {
    requires dev.strategos.transport.netty;
}
