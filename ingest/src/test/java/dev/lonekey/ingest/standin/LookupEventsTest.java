package dev.lonekey.ingest.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.retry.RetryUtils;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.CloudTrailException;
import software.amazon.awssdk.services.cloudtrail.model.Event;
import software.amazon.awssdk.services.cloudtrail.model.InvalidNextTokenException;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttribute;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttributeKey;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsRequest;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsResponse;

class LookupEventsTest {

    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    private final MovableClock clock = new MovableClock(NOON);
    private final AwsStandIn aws = AwsStandIn.start(clock);
    private final StandInAccount account = aws.account(aws.homeAccount());
    private final CloudTrailClient cloudTrail = Clients.of(aws).cloudTrail();

    @AfterEach
    void close() {
        cloudTrail.close();
        aws.close();
    }

    @Test
    void events_comeNewestFirst_fiftyAPage_asTheyWereRecorded() {
        // Given
        for (var user = 0; user < 120; user++) {
            clock.advance(Duration.ofSeconds(1));
            account.createUser("user-" + user);
        }
        // When
        var pages =
                cloudTrail.lookupEventsPaginator(named("CreateUser")).stream().toList();
        // Then
        assertThat(pages).extracting(page -> page.events().size()).containsExactly(50, 50, 20);
        var newestFirst = Stream.iterate(119, user -> user - 1)
                .limit(120)
                .map(account.records()::get)
                .toList();
        assertThat(pages)
                .flatExtracting(LookupEventsResponse::events)
                .extracting(Event::cloudTrailEvent)
                .isEqualTo(newestFirst);
        var newest = pages.get(0).events().get(0);
        assertThat(newest.eventTime()).isEqualTo(NOON.plusSeconds(120));
        assertThat(newest.username()).isEqualTo("alice");
        assertThat(newest.accessKeyId()).isEqualTo("ASIAEXAMPLEADMIN0001");
    }

    @Test
    void window_hasBothItsEnds_andItsOwnNamesAndRegion() {
        // Given
        Stream.of(-1, 0, 1, 2)
                .forEach(second -> account.recall(NOON.plusSeconds(second), "DeleteUser", "at-" + second));
        account.recall(NOON, "UpdateUser", "other");
        clock.advance(Duration.ofMinutes(1));
        var window = named("DeleteUser").toBuilder()
                .startTime(NOON)
                .endTime(NOON.plusSeconds(1))
                .build();
        // When
        var here = cloudTrail.lookupEvents(window).events();
        try (var elsewhere = Clients.of(aws).in(Region.EU_CENTRAL_1).cloudTrail()) {
            // Then
            assertThat(here).extracting(Event::eventTime).containsExactly(NOON.plusSeconds(1), NOON);
            assertThat(elsewhere.lookupEvents(window).events()).isEmpty();
        }
    }

    @Test
    void tokens_areForTheSameParameters() {
        // Given
        for (var user = 0; user < 51; user++) {
            account.createUser("user-" + user);
        }
        var token = cloudTrail.lookupEvents(named("CreateUser")).nextToken();
        var other =
                named("CreateUser").toBuilder().endTime(NOON).nextToken(token).build();
        var same = named("CreateUser").toBuilder().nextToken(token).build();
        // When, Then
        assertThatExceptionOfType(InvalidNextTokenException.class).isThrownBy(() -> cloudTrail.lookupEvents(other));
        assertThat(cloudTrail.lookupEvents(same).events()).hasSize(1);
        account.history().forgetTokens();
        assertThatExceptionOfType(InvalidNextTokenException.class).isThrownBy(() -> cloudTrail.lookupEvents(same));
    }

    @Test
    void lateEvents_appearWhenItIsTime_andOldOnesAreGone() {
        // Given
        account.history().showAfter(Duration.ofMinutes(20));
        account.createUser("alice");
        account.recall(NOON.minus(Duration.ofDays(90)), "CreateUser", "bob");
        // When
        var before = cloudTrail.lookupEvents(named("CreateUser")).events();
        clock.advance(Duration.ofMinutes(20));
        var after = cloudTrail.lookupEvents(named("CreateUser")).events();
        // Then
        assertThat(before)
                .extracting(Event::cloudTrailEvent)
                .singleElement()
                .asString()
                .contains("bob");
        assertThat(after)
                .extracting(Event::cloudTrailEvent)
                .singleElement()
                .asString()
                .contains("alice");
    }

    @Test
    void thirdCallOfASecond_isThrottled_andCounted() {
        // Given
        aws.lookupLimit().enforce(2);
        cloudTrail.lookupEvents(named("CreateUser"));
        cloudTrail.lookupEvents(named("CreateUser"));
        // When
        var refusal =
                catchThrowableOfType(CloudTrailException.class, () -> cloudTrail.lookupEvents(named("CreateUser")));
        // Then
        assertThat(RetryUtils.isThrottlingException(refusal)).isTrue();
        assertThat(aws.lookupLimit().excess()).isOne();
    }

    private static LookupEventsRequest named(String event) {
        return LookupEventsRequest.builder()
                .lookupAttributes(LookupAttribute.builder()
                        .attributeKey(LookupAttributeKey.EVENT_NAME)
                        .attributeValue(event)
                        .build())
                .build();
    }
}
