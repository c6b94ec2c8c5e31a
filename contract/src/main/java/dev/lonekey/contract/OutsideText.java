package dev.lonekey.contract;

/** Text from outside is somebody's who may mean harm: no more of it is passed on than a person reads. */
public final class OutsideText {

    /** So many characters. */
    private static final int MOST = 256;

    private static final int REPLACEMENT = 0xFFFD;

    private OutsideText() {}

    /** What is passed on of it, of whole characters only. */
    public static String cut(String text) {
        return isPlain(text) ? text : cutToWholeCharacters(text);
    }

    /** Whether there is nothing to cut or replace, as in nearly all texts. */
    private static boolean isPlain(String text) {
        for (var index = 0; index < text.length(); index++) {
            if (Character.isSurrogate(text.charAt(index))) {
                return false;
            }
        }
        return text.length() <= MOST;
    }

    private static String cutToWholeCharacters(String text) {
        return text.codePoints()
                .limit(MOST)
                .map(point -> isHalfACharacter(point) ? REPLACEMENT : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** A surrogate without its other half, which JSON can spell but UTF-8 cannot. */
    private static boolean isHalfACharacter(int point) {
        return point <= Character.MAX_VALUE && Character.isSurrogate((char) point);
    }
}
