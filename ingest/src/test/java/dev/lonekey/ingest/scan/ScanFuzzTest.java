package dev.lonekey.ingest.scan;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.lonekey.contract.cloudtrail.CloudTrailRecord;
import dev.lonekey.contract.deadletter.RejectedException;
import dev.lonekey.ingest.scan.UnitReader.Step;
import dev.lonekey.ingest.scan.Verdict.OfInterest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Whatever the bytes are, the scan ends, the same however they come. */
class ScanFuzzTest {

    private static final int LARGEST = 1 << 12;

    @FuzzTest(maxDuration = "1m")
    void units_areTheSameThroughAnyWindow(byte[] json) throws IOException {
        assertThat(scan(json, 8)).isEqualTo(scan(json, LARGEST));
    }

    @FuzzTest(maxDuration = "1m")
    void unit_isJudged(byte[] unit) throws RejectedException {
        if (Judge.judge(unit, 0, unit.length) instanceof OfInterest found) {
            assertThat(CloudTrailRecord.parse(found.record().json()).event()).isPresent();
        }
    }

    private record Scanned(Step end, int tooLarge, long strayAt, List<String> units) {}

    private static Scanned scan(byte[] json, int window) throws IOException {
        var reader = new UnitReader(new ByteArrayInputStream(json), new Window(window, LARGEST));
        var units = new ArrayList<String>();
        var step = Step.PAUSE;
        while (step == Step.PAUSE || step == Step.UNIT) {
            step = reader.next();
            if (step == Step.UNIT) {
                units.add(Arrays.toString(Arrays.copyOfRange(reader.bytes(), reader.from(), reader.to())));
            }
        }
        return new Scanned(step, reader.tooLarge(), reader.strayAt().orElse(-1), units);
    }
}
