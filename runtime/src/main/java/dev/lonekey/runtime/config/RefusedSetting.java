package dev.lonekey.runtime.config;

/** What a record throws about one of its settings, so that the message names the setting and its line, not those of the record. */
public final class RefusedSetting extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String setting;

    /**
     * @param setting as it is written in the file, without those around it
     * @param mend what it may be, in a few words; it follows the setting's name in the message
     */
    public RefusedSetting(String setting, String mend) {
        super(mend);
        this.setting = setting;
    }

    String setting() {
        return setting;
    }
}
