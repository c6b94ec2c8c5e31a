package dev.lonekey.standalone.evidence;

/**
 * What to do about evidence that is missing, in a few words each.
 *
 * @param summary where the account summary would tell
 * @param report where the credential report would tell
 * @param summaryOrReport where either would
 * @param userList where a list of all users would tell
 * @param keyLists where lists of the keys of single users would
 */
public record Mends(String summary, String report, String summaryOrReport, String userList, String keyLists) {}
