package dev.lonekey.standalone.saved;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Output as the AWS CLI prints it, of an account that belongs to nobody. */
public final class AwsCli {

    public static final String ACCOUNT = "111122223333";

    /** The columns that AWS wrote in 2026, of which the documentation names one more. */
    public static final String COLUMNS = "user,arn,user_creation_time,password_enabled,password_last_used,"
            + "password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,"
            + "access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,"
            + "access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,"
            + "access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated";

    public static final String GENERATED = "2026-11-22T09:00:00+00:00";

    private static final String ROTATED = "2026-01-02T03:04:05Z";

    private AwsCli() {}

    public static String summary(String entries) {
        return "{\"SummaryMap\":{\"Users\":3,%s\"AccountMFAEnabled\":1}}".formatted(entries);
    }

    public static String summary(int accessKeysPresent, int certificatesPresent) {
        return summary("\"AccountAccessKeysPresent\":%d,\"AccountSigningCertificatesPresent\":%d,"
                .formatted(accessKeysPresent, certificatesPresent));
    }

    public static String users(String... names) {
        return "{\"Users\":[" + Stream.of(names).map(AwsCli::user).collect(Collectors.joining(",")) + "]}";
    }

    public static String user(String name) {
        return user(ACCOUNT, name);
    }

    public static String user(String account, String name) {
        return """
                {"Path":"/","UserName":"%s","UserId":"%s","Arn":"%s","CreateDate":"2025-01-02T03:04:05+00:00"}""".formatted(name, id(name), arn(account, name));
    }

    public static String id(String user) {
        return "AIDA" + user.replaceAll("\\W", "").toUpperCase(Locale.ROOT) + "EXAMPLE";
    }

    public static String arn(String account, String user) {
        return "arn:aws:iam::" + account + ":user/" + user;
    }

    /** A list of keys, each as {@code user id status}. */
    public static String keys(String... keys) {
        return "{\"AccessKeyMetadata\":[" + Stream.of(keys).map(AwsCli::key).collect(Collectors.joining(",")) + "]}";
    }

    private static String key(String key) {
        var words = key.split(" ", 3);
        return """
                {"UserName":"%s","AccessKeyId":"%s","Status":"%s","CreateDate":"2026-01-02T03:04:05+00:00"}""".formatted(words[0], words[1], words[2]);
    }

    /** The CSV of a report, without a line end behind the last row, as AWS writes it. */
    public static String csv(String... rows) {
        return COLUMNS + "\n" + String.join("\n", rows);
    }

    /** A row; the slots are {@code active}, {@code inactive} or {@code none}. */
    public static String row(String user, String firstSlot, String secondSlot) {
        return row(user, arn(ACCOUNT, user), firstSlot, secondSlot, "false");
    }

    public static String rootRow(String firstSlot, String secondSlot) {
        return row("<root_account>", "arn:aws:iam::" + ACCOUNT + ":root", firstSlot, secondSlot, "false");
    }

    public static String row(String user, String arn, String firstSlot, String secondSlot, String certificate) {
        return String.join(
                ",",
                user,
                arn,
                "2025-01-02T03:04:05+00:00,not_supported,no_information,not_supported,not_supported,false",
                slot(firstSlot),
                slot(secondSlot),
                certificate,
                certificate.equalsIgnoreCase("true") ? ROTATED : "N/A",
                "false,N/A");
    }

    private static String slot(String slot) {
        return slot.equals("active") + "," + (slot.equals("none") ? "N/A" : ROTATED) + ",N/A,N/A,N/A";
    }

    /** What {@code get-credential-report} prints. */
    public static String report(String csv) {
        return report(csv, GENERATED);
    }

    public static String report(String csv, Object generated) {
        return "{\n    \"Content\": \"%s\",\n    \"ReportFormat\": \"text/csv\",\n    \"GeneratedTime\": \"%s\"\n}\n"
                .formatted(Base64.getEncoder().encodeToString(csv.getBytes(UTF_8)), generated);
    }

    /** Saves output in a file, with the folders that its name asks for. */
    public static Path save(Path folder, String name, String output) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, output);
    }
}
