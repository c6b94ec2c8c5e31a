// One violation: a row that opens to all there is to know and to do.
import { el, byId, say } from './dom.js';
import { address, addressOf } from './place.js';
import * as words from './words.js';

const open = new Set(); // ids of the rows that are open; kept while the list is read again

/** A time that grows older by itself, with the exact one beside the pointer. */
export function time(instant, attributes = {}) {
  return el('time', { datetime: instant, title: words.exact(instant), 'data-age': instant, ...attributes }, words.relative(instant));
}

/** Text from outside. */
export const text = (value, tag = 'span', attributes = {}) => el(tag, attributes, words.visible(value));
const code = (value) => text(value, 'code');

/** A row for a list of violations. */
export function row(event, mark, { alone = false } = {}) {
  const id = event.violationId;
  if (alone) open.add(id);
  return { key: id, version: event.eventId + (mark ? '+' : ''), make: () => article(event, mark) };
}

function article(event, mark) {
  const id = event.violationId;
  const box = el('div', { class: 'details', id: `details-${id}`, hidden: !open.has(id) });
  const fill = () => box.childElementCount || box.append(...details(event));
  if (open.has(id)) fill();
  const toggle = el('button', {
    type: 'button', class: 'row', 'aria-expanded': String(open.has(id)), 'aria-controls': box.id, 'data-control': 'toggle',
    onclick: () => {
      const opens = !open.has(id);
      if (opens) open.add(id);
      else open.delete(id);
      fill();
      box.hidden = !opens;
      toggle.setAttribute('aria-expanded', String(opens));
    },
  }, ...line(event, mark));
  return el('article', { class: `violation ${event.severity}${mark ? ' fresh' : ''}` }, el('h3', {}, toggle), box);
}

function line(event, mark) {
  const { account } = event;
  const over = event.type === 'RESOLVED';
  return [
    el('span', { class: 'cell sev' }, severity(event.severity), mark && el('span', { class: 'tag now' }, mark)),
    el('span', { class: 'cell who' }, el('strong', { class: 'cut' }, who(event)), ' ',
      el('span', { class: 'cut sub' }, el('span', { class: 'unseen' }, 'of account '), account.name ? `${words.visible(account.id)} · ${words.visible(account.name)}` : words.visible(account.id))),
    el('span', { class: 'cell what' }, el('span', { class: 'cut' }, words.visible(event.rule.title)), ' ', el('span', { class: 'tags' }, tags(event))),
    el('span', { class: 'cell since' }, over
      ? [el('span', {}, words.resolution(event.resolution).split(':')[0], ' ', time(event.resolvedAt)), el('span', { class: 'sub' }, `was open for ${words.between(event.openedAt, event.resolvedAt)}`)]
      : [el('span', {}, el('span', { class: 'unseen' }, 'since '), time(event.openedAt)), ' ', el('span', { class: 'sub' }, words.exact(event.openedAt))]),
  ];
}

const who = (event) => (event.principal.type === 'ROOT' ? 'root user' : words.visible(event.principal.name));

export const severity = (level) => el('span', { class: `severity ${level}` }, words.lower(level));

function tags(event) {
  const active = event.keys.filter((key) => key.status === 'ACTIVE').length;
  const over = event.type === 'RESOLVED';
  const tag = (word, kind = '') => el('span', { class: `tag ${kind}` }, word);
  return [
    !over && event.keys[0]?.accessKeyId !== 'signing-certificate'
      && tag(active === event.keys.length ? words.count(active, 'active key') : `${words.count(event.keys.length, 'key')}, ${active || 'none'} active`, 'plain'),
    event.exception && !over && tag('exception'),
    event.rotationEndsAt && !over && words.isFuture(event.rotationEndsAt) && tag('in rotation'),
    event.discovery === 'BASELINE' && tag('first listing'),
    event.discovery === 'LATE' && tag('late'),
    event.baseline === 'EVENTS_ONLY' && tag('older keys unknown'),
  ];
}

function details(event) {
  const { principal, account } = event;
  const over = event.type === 'RESOLVED';
  const facts = el('dl', { class: 'facts' },
    fact('Rule', text(event.rule.title), ' ', code(event.rule.id)),
    fact('User', principal.type === 'ROOT' ? 'the root user of the account' : text(principal.name),
      principal.previousNames?.length > 0 && [' (before: ', words.visible(principal.previousNames.join(', ')), ')'],
      principal.arn && el('div', { class: 'sub' }, code(principal.arn))),
    fact('Account', text(account.id), account.name && [' ', text(account.name)], account.partition !== 'aws' && [' in ', text(account.partition)], ' ',
      el('a', { href: address('open', { account: account.id }), 'data-control': 'account' }, 'all that is open in it')),
    fact('Since', words.exact(event.openedAt), ', ', time(event.openedAt), event.discovery === 'BASELINE' && !over && ', or longer'),
    over && fact('Ended', words.exact(event.resolvedAt), ', ', time(event.resolvedAt), `: ${words.resolution(event.resolution)}`,
      event.continuedBy && [', it goes on as ', el('a', { href: addressOf(event.continuedBy), 'data-control': 'continued' }, text(event.continuedBy))],
      el('div', { class: 'sub' }, `It was open for ${words.between(event.openedAt, event.resolvedAt)}.`)),
    fact({ OPENED: 'Opened by', UPDATED: 'Last changed by', RESOLVED: 'Ended by' }[event.type] ?? 'By', cause(event.cause),
      event.changes?.length > 0 && el('div', { class: 'sub' }, `Changed: ${words.changes(event.changes)}.`)),
    fact('Found', words.discovery(event.discovery), el('div', { class: 'sub' }, event.type === 'OPENED' ? 'Published ' : 'This state was published ', time(event.detectedAt), `, revision ${event.revision}.`)),
    event.baseline === 'EVENTS_ONLY' && fact('Not known', 'Older keys may be unknown: neither a listing nor the creation of this user has been seen.'),
    event.rotationEndsAt && fact('Rotation', words.isFuture(event.rotationEndsAt) ? 'Taken for a rotation until ' : 'Was taken for a rotation until ', words.exact(event.rotationEndsAt), ', ', time(event.rotationEndsAt)),
    event.exception && fact('Exception', text(event.exception.reason),
      el('div', { class: 'sub' }, 'Answered for by ', text(event.exception.owner), '; until ', words.exact(event.exception.expiresAt), ', ', time(event.exception.expiresAt))),
    event.rule.controls.length > 0 && fact('Controls', el('ul', { class: 'plain' }, event.rule.controls.map(control))),
    fact('Id', code(event.violationId), ' ', el('a', { href: addressOf(event.violationId), 'data-control': 'link' }, 'link to this violation')));
  return [el('div', { class: 'columns' }, facts, el('div', {}, keys('Keys', event.keys, event.remediation.keep),
    event.otherKeys?.length > 0 && keys('Other keys, which do not count', event.otherKeys), remedy(event.remediation)))];
}

const fact = (name, ...value) => [el('dt', {}, name), el('dd', {}, ...value)];

function control({ standard, versions, id }) {
  const range = versions?.length > 1 ? `${versions[0]} to ${versions.at(-1)}` : versions?.[0];
  return el('li', {}, `${words.visible(standard)} ${words.visible(id)}`, range && el('span', { class: 'faint', title: words.visible(versions.join(', ')) }, ` (${words.visible(range)})`));
}

function cause(cause) {
  if (cause.kind === 'SNAPSHOT') return [`a look at the account from ${words.exact(cause.asOf)} to ${words.exact(cause.until)}`];
  if (cause.kind === 'TIMER') return ['time that went by'];
  if (cause.kind === 'CONFIGURATION') return ['a changed configuration'];
  const { actor } = cause;
  return [
    code(actor.arn ?? actor.type ?? 'somebody unknown'),
    el('div', {}, text(cause.eventName), ', ', time(cause.eventTime), cause.sourceIp && [' from ', code(cause.sourceIp)], cause.region && [' in ', text(cause.region)]),
    cause.userAgent && el('div', { class: 'sub' }, 'with ', text(cause.userAgent)),
    actor.accessKeyId && el('div', { class: 'sub' }, 'signed with ', code(actor.accessKeyId)),
    cause.eventId && el('div', { class: 'sub' }, 'event ', code(cause.eventId)),
  ];
}

function keys(caption, list, keep) {
  const cell = (name, ...value) => el('td', { 'data-name': name }, ...value);
  const age = (instant) => (instant ? time(instant) : el('span', { class: 'faint' }, 'not known'));
  return el('table', { class: 'keys' }, el('caption', {}, caption),
    el('thead', {}, el('tr', {}, ['Key', 'Status', 'Created', 'Active since', 'Last used', 'Known from'].map((name) => el('th', { scope: 'col' }, name)))),
    el('tbody', {}, list.map((key) => el('tr', {},
      el('th', { scope: 'row' }, el('code', {}, words.keyId(key.accessKeyId)), key.accessKeyId === keep && el('span', { class: 'tag' }, 'keep')),
      cell('Status', el('span', { class: `status ${key.status}` }, words.lower(key.status))),
      cell('Created', age(key.createdAt)), cell('Active since', key.activeSince || key.status === 'ACTIVE' ? age(key.activeSince) : '–'),
      cell('Last used', age(key.lastUsedAt)), cell('Known from', words.evidence(key.evidence))))));
}

function remedy({ reason, commands, references }) {
  const links = references.filter((reference) => reference.startsWith('https://'));
  return el('section', { class: 'remedy' }, el('h4', {}, 'What to do'), text(reason, 'p'),
    commands.map((command, index) => {
      const shown = el('code', {}, words.visible(command, 10_000)); // what is copied is what is seen
      return el('div', { class: 'command' }, shown,
        el('button', { type: 'button', 'data-control': `copy-${index}`, 'aria-label': `Copy command ${index + 1}`, onclick: (click) => copy(shown, click.currentTarget) }, 'Copy'));
    }),
    links.length > 0 && el('ul', { class: 'plain references' }, links.map((link, index) =>
      el('li', {}, el('a', { href: link, rel: 'noreferrer noopener', target: '_blank', 'data-control': `reference-${index}` }, words.visible(link.replace('https://', ''))))))
    , references.length > links.length && references.filter((reference) => !links.includes(reference)).map((reference) => text(reference, 'p')));
}

/** The clipboard is there on localhost and over https only; else the command is selected, to be copied by hand. */
async function copy(shown, button) {
  let word = 'Copied';
  try {
    await navigator.clipboard.writeText(shown.textContent);
  } catch {
    getSelection().selectAllChildren(shown);
    word = 'Selected: press Ctrl+C';
  }
  button.textContent = word;
  say(byId('said'), word);
  setTimeout(() => {
    button.textContent = 'Copy';
    say(byId('said'), '');
  }, 3000);
}
