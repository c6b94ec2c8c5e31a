package dev.lonekey.detector.oracle;

/** What makes histories hard; counted, so that a test can tell that each kind really occurs. */
enum Nasty {
    SAME_SECOND_CALLS,
    SAME_SECOND_RECREATION,
    SAME_SECOND_SWAP,
    SAME_SECOND_LIFE,
    SAME_SECOND_FLIP,
    SAME_SECOND_ROTATION,
    SLOW_SWAP,
    RENAME_CHAIN,
    CASE_ONLY_RENAME,
    OLD_NAME_TAKEN,
    SELF_SERVICE,
    SELF_SERVICE_UNNAMED,
    OWNER_BY_KEY_ID_ALONE,
    IN_FLIGHT_AFTER_INACTIVE,
    IN_FLIGHT_AFTER_DELETED,
    DENIED,
    FAILED,
    LIMIT_EXCEEDED,
    ROOT_KEY,
    ROOT_ACTS_ON_USER,
    ALIAS_IS_A_USERS_NAME,
    USER_CALLED_ROOT,
    MORE_THAN_TWO_KEYS
}
