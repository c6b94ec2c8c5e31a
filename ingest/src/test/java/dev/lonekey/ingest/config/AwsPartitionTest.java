package dev.lonekey.ingest.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwsPartitionTest {

    @ParameterizedTest
    @CsvSource({"us-east-1, COMMERCIAL", "eu-central-2, COMMERCIAL", "cn-northwest-1, CHINA", "us-gov-east-1, GOV_CLOUD"
    })
    void region_tellsItsPartition(String region, AwsPartition partition) {
        // When, Then
        assertThat(AwsPartition.ofRegion(region)).isEqualTo(partition);
    }
}
