package dev.lonekey.ingest.trail;

import dev.lonekey.ingest.archive.ArchiveFile;
import dev.lonekey.ingest.aws.AwsFailure;
import dev.lonekey.ingest.aws.AwsProblem;
import dev.lonekey.ingest.aws.AwsProblems;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** The calls that are made to a bucket. Those that list throw {@link AwsFailure}. */
final class Bucket {

    private final S3Client s3;
    private final String name;

    Bucket(S3Client s3, String name) {
        this.s3 = s3;
        this.name = name;
    }

    /**
     * An object in a list.
     *
     * @param bytes as it is stored, compressed
     */
    record Listed(String key, long bytes) {}

    /** The objects whose names begin with the prefix and come after another, in the order of names; a page is a call. */
    Stream<Listed> objects(String prefix, String after) {
        var objects = s3.listObjectsV2Paginator(
                        request -> request.bucket(name).prefix(prefix).startAfter(after))
                .contents();
        return StreamSupport.stream(objects.spliterator(), false).map(each -> new Listed(each.key(), each.size()));
    }

    /** The folders in a folder, with the slash at their ends. */
    List<String> folders(String prefix) {
        return listed(
                () -> s3
                        .listObjectsV2Paginator(
                                request -> request.bucket(name).prefix(prefix).delimiter("/"))
                        .commonPrefixes()
                        .stream()
                        .map(CommonPrefix::prefix)
                        .toList());
    }

    /** Makes calls that list. */
    <T> T listed(Supplier<T> calls) {
        try {
            return calls.get();
        } catch (SdkException failure) {
            throw new AwsFailure(AwsProblems.of(failure, toString(), "s3:ListBucket"), failure);
        }
    }

    /**
     * An object, as the scanner of archives reads it: its content comes as it is read.
     *
     * @param written is told when it was written, once it is opened
     */
    ArchiveFile file(String key, long bytes, Consumer<Instant> written) {
        return new ArchiveFile(this + "/" + key, bytes, () -> {
            var content = open(key);
            Optional.ofNullable(content.response().lastModified()).ifPresent(written);
            return content;
        });
    }

    ResponseInputStream<GetObjectResponse> open(String key) throws IOException {
        try {
            return s3.getObject(request -> request.bucket(name).key(key));
        } catch (SdkException failure) {
            var problem = AwsProblems.of(failure, "", "s3:GetObject");
            throw new UnreadableObject(problem, failure);
        }
    }

    /** As people write it, and the AWS CLI. */
    @Override
    public String toString() {
        return "s3://" + name;
    }

    /** S3 did not give the object. */
    static final class UnreadableObject extends IOException {

        private static final long serialVersionUID = 1L;

        UnreadableObject(AwsProblem problem, Throwable cause) {
            super(problem.message().replaceFirst("^: ", ""), cause);
        }
    }
}
