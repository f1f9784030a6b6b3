module org.example.consumer {
    requires dev.strategos.storage.mvstore;
}
