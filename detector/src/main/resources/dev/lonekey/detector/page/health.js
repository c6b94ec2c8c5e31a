// How the pipeline is, and how far what it tells can be trusted.
import { el } from './dom.js';
import { address } from './place.js';
import { time } from './violation.js';
import * as words from './words.js';

const ROOTS = ['ACTIVE', 'PRESENT', 'INACTIVE', 'UNKNOWN', 'NONE'];

/** The parts that do not do their work. */
export const broken = (health) => health.parts.filter((part) => part.status !== 'UP');

/** In a few words. */
export function inShort(health) {
  const down = broken(health);
  if (down.length === 0) return health.ready ? `${words.count(health.parts.length, 'part')} up` : 'Not ready';
  return `Down: ${down.map((part) => words.visible(part.name, 40)).join(', ')}`;
}

/** The whole view, as one block. */
export function block(summary) {
  const { health, accounts } = summary;
  const cell = (name, ...value) => el('td', { 'data-name': name }, ...value);
  return {
    key: 'health', version: JSON.stringify([health, accounts]),
    make: () => el('div', { class: 'columns even' },
      el('section', { class: 'panel' }, el('h3', {}, 'Parts'),
        el('table', { class: 'parts' }, el('thead', {}, el('tr', {}, ['Part', 'Status', 'Says'].map((name) => el('th', { scope: 'col' }, name)))),
          el('tbody', {}, health.parts.map((part) => el('tr', {}, el('th', { scope: 'row' }, words.visible(part.name)),
            cell('Status', el('span', { class: `status ${part.status === 'UP' ? 'UP' : 'DOWN'}` }, words.lower(part.status))), cell('Says', words.visible(part.detail, 1000))))))),
      el('section', { class: 'panel' }, el('h3', {}, 'Accounts'), el('ul', { class: 'plain sentences' }, sentences(accounts)),
        accounts.total > 0 && el('dl', { class: 'numbers' }, ROOTS.map((status) => [el('dt', {}, 'Root access keys ', el('b', {}, words.rootKeys(status))),
          el('dd', {}, link(accounts.root[status], { root: status.toLowerCase() }))])))),
  };
}

const link = (many, filters) => (many > 0 ? el('a', { href: address('accounts', filters), 'data-control': Object.values(filters)[0] }, words.count(many, 'account')) : 'no account');

function sentences(accounts) {
  const line = (good, ...words) => el('li', {}, el('span', { class: `status ${good ? 'UP' : 'DOWN'}` }, good ? 'good' : 'look'), ' ', el('span', {}, ...words));
  if (accounts.total === 0) return [line(false, 'No account has been seen yet: neither an event nor a snapshot came.')];
  return [
    accounts.drift > 0
      ? line(false, words.drift(accounts.drift), ' ', link(accounts.withDrift, { trouble: 'drift' }))
      : line(true, 'Every key that a snapshot showed was told of by events, or is older than them.'),
    accounts.snapshotFailed > 0
      ? line(false, 'The last snapshot failed of ', link(accounts.snapshotFailed, { trouble: 'failed' }), '; the reason stands there.')
      : line(true, 'No account’s last snapshot failed.'),
    accounts.neverListed > 0
      ? line(false, `${words.count(accounts.neverListed, 'account was', 'accounts were')} never listed to the end, so keys made before the first event are not known. `, el('a', { href: address('accounts', { trouble: 'stale' }), 'data-control': 'stale' }, 'Old or no evidence'))
      : line(true, 'Every account has been listed.'),
    accounts.oldestEvidence && el('li', {}, 'The oldest evidence is as of ', words.exact(accounts.oldestEvidence), ', ', time(accounts.oldestEvidence), '.'),
    accounts.lastEventAt && el('li', {}, 'The newest event of any account is of ', words.exact(accounts.lastEventAt), ', ', time(accounts.lastEventAt), '.'),
  ];
}
