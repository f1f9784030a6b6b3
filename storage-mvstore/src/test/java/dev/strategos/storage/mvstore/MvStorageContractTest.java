package dev.strategos.storage.mvstore;

import dev.strategos.testkit.StorageContract;
import dev.strategos.testkit.TestStorage;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The storage on disk keeps the contract. */
class MvStorageContractTest implements StorageContract {

    @TempDir
    private Path directory;

    @Override
    public TestStorage storage() {
        return new DiskUnderTest(directory);
    }
}
