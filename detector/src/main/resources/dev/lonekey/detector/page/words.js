// What the detector says, in words.

const UNITS = [['day', 86400], ['hour', 3600], ['minute', 60], ['second', 1]];
const LONGEST = 500;
let skew = 0; // how far the detector's clock is ahead of this one, in milliseconds

export function clockIs(instant) {
  const time = Date.parse(instant);
  if (!Number.isNaN(time)) skew = time - Date.now();
}

const now = () => Date.now() + skew;

export const number = (value) => Number(value ?? 0).toLocaleString('en-US');
export const count = (value, noun, plural = noun + 's') => `${number(value)} ${value === 1 ? noun : plural}`;
export const lower = (word) => String(word ?? '').toLowerCase().replaceAll('_', ' ');

/** One unit, rounded down, as the command line says it. */
export function duration(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const [unit, size] = UNITS.find(([, length]) => seconds >= length) ?? UNITS[3];
  return count(Math.floor(seconds / size), unit);
}

/** 2026-11-22 01:13:37 UTC. */
export function exact(instant) {
  const time = Date.parse(instant);
  if (Number.isNaN(time)) return visible(instant);
  return new Date(time).toISOString().slice(0, 19).replace('T', ' ') + ' UTC';
}

export function relative(instant) {
  const age = now() - Date.parse(instant);
  if (Number.isNaN(age)) return visible(instant);
  return age < -1000 ? 'in ' + duration(-age) : duration(age) + ' ago';
}

export const between = (from, to) => duration(Date.parse(to) - Date.parse(from));
export const isFuture = (instant) => Date.parse(instant) > now();

/**
 * Text from outside with everything written out that is not seen or that turns the reading direction, so that a name cannot pass for
 * another one; and cut, since nobody reads more.
 */
export function visible(text, longest = LONGEST) {
  const shown = String(text ?? '').replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]/gu,
    (hidden) => `\\u{${hidden.codePointAt(0).toString(16)}}`);
  const letters = shown.length > longest ? [...shown] : [];
  return letters.length <= longest ? shown : `${letters.slice(0, longest).join('')}… (${number(letters.length - longest)} more characters)`;
}

const RESOLUTIONS = {
  KEY_DELETED: 'key deleted', KEY_DEACTIVATED: 'key deactivated', USER_DELETED: 'user deleted', ABSENT_FROM_SNAPSHOT: 'key gone: a snapshot no longer shows it',
  ACCOUNT_GONE: 'account closed, or gone from the organization', RULE_DISABLED: 'rule switched off', RETRACTED: 'never was: late facts show it',
};
export const resolution = (reason) => RESOLUTIONS[reason] ?? lower(reason);

const DISCOVERIES = {
  LIVE: 'Live: it was found as it happened.', BASELINE: 'It was there when the keys were listed first, and may have been for longer.',
  LATE: 'Late: it began long before it was found, or was over by then.',
};
export const discovery = (kind) => DISCOVERIES[kind] ?? lower(kind);

const EVIDENCE = { CREATED: 'its creation', CHANGED: 'a change of it', USED: 'a call it signed', LISTED: 'a listing', REPORTED: 'a report, which counts keys without naming them' };
export const evidence = (kind) => EVIDENCE[kind] ?? lower(kind);

const ROOT_KEYS = { NONE: 'none', ACTIVE: 'active', INACTIVE: 'inactive', PRESENT: 'present, status unknown', UNKNOWN: 'unknown' };
export const rootKeys = (status) => ROOT_KEYS[status] ?? lower(status);

const RULES = {
  'iam-user-multiple-active-keys': 'User with several active keys', 'root-access-key-present': 'Root access key', 'root-signing-certificate-present': 'Root signing certificate',
};
export const ruleIds = Object.keys(RULES);
export const rule = (id) => RULES[id] ?? visible(id);

const CHANGES = { KEYS: 'keys', SEVERITY: 'severity', START: 'start', NAME: 'name', REOPENED: 'opened again', EXCEPTION: 'exception' };
export const changes = (kinds) => kinds.map((kind) => CHANGES[kind] ?? lower(kind)).join(', ');

export const keyId = (id) => (/^unidentified(-\d+)?$/.test(id) ? 'a key whose id is not known' : id === 'signing-certificate' ? 'signing certificate' : visible(id));

/** How things stand, in one sentence. */
export function state(summary) {
  const { open, accounts } = summary;
  if (open.total > 0) {
    const worst = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'].find((severity) => open.bySeverity[severity] > 0);
    const many = open.bySeverity[worst];
    const these = many < open.total ? number(many) + ' ' : many > 1 ? 'all ' : '';
    return `${count(open.total, 'open violation')}, ${these}${lower(worst)}`;
  }
  if (accounts.total === 0) return 'Nothing is open; no account has been seen yet';
  return accounts.neverListed > 0 ? 'Nothing is open in what is known' : 'Nothing is open';
}

/** What the state leaves out. */
export function aside(summary) {
  const { open, resolved, accounts } = summary;
  return [
    open.inRotation > 0 && `${number(open.inRotation)} in rotation`,
    open.excepted > 0 && `${number(open.excepted)} under an exception`,
    `${number(resolved.last24h)} resolved in the last 24 hours`,
    accounts.neverListed > 0 && `${count(accounts.neverListed, 'account')} never listed: older keys may be unknown`,
  ].filter(Boolean).join(' · ');
}

const TRAILS = { DELETED: 'was deleted', STOPPED: 'was stopped', REDUCED: 'was reduced', CHANGED: 'was changed', RESTORED: 'records again' };
export const trailState = (state) => TRAILS[state] ?? lower(state);

const LOSSES = {
  MANAGEMENT_EVENTS: 'changes of users and keys', OTHER_REGIONS: 'other regions', GLOBAL_SERVICES: 'IAM and other global services', OTHER_ACCOUNTS: 'the organization’s other accounts',
};
export const losses = (kinds) => kinds.map((kind) => LOSSES[kind] ?? lower(kind)).join(', ');

export function drift(keys) {
  return keys === 1
    ? '1 key was seen in snapshots of which no event told: the trail of its account is blind.'
    : `${number(keys)} keys were seen in snapshots of which no event told: the trail of these accounts is blind.`;
}
