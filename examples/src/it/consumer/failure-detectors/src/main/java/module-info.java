module org.example.consumer {
    requires dev.strategos.detectors;
}
