package dev.lonekey.ingest.poll;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NamedUsersTest {

    private final NamedUsers users = new NamedUsers();

    @Test
    void userNamedWhileASnapshotIsTaken_isLeftToTheNext() {
        // Given
        users.add("alice");
        users.add("bob");
        assertThat(users.ask()).containsExactlyInAnyOrder("alice", "bob");
        // When
        users.add("Alice");
        users.add("carol");
        users.listed();
        // Then
        assertThat(users.ask()).containsExactlyInAnyOrder("Alice", "carol");
    }

    @Test
    void snapshotThatFails_leavesAllToTheNext() {
        // Given
        users.add("alice");
        users.ask();
        // When
        users.add("bob");
        // Then
        assertThat(users.ask()).containsExactlyInAnyOrder("alice", "bob");
    }
}
