// The table of accounts.
import { el } from './dom.js';
import { address } from './place.js';
import { severity, text, time } from './violation.js';
import * as words from './words.js';

const COLUMNS = ['Account', 'Open', 'Root access keys', 'Root certificates', 'Users / keys', 'Evidence as of', 'Last snapshot', 'Last event', 'Trails', 'Drift'];

/** The head and an empty body. */
export const table = () => el('table', { class: 'accounts' }, el('caption', { class: 'unseen' }, 'Accounts, those with the most open violations first'),
  el('thead', {}, el('tr', {}, COLUMNS.map((name) => el('th', { scope: 'col' }, name)))), el('tbody', {}));

/** A row of that table. */
export const row = (account) => ({ key: account.accountId, version: JSON.stringify(account), make: () => line(account) });

function line(account) {
  const cell = (name, ...value) => el('td', { 'data-name': name }, ...value);
  const unknown = (word = 'unknown') => el('span', { class: 'status UNKNOWN' }, word);
  const { rootAccessKeys: keys, rootSigningCertificates: certificates, openViolations: open } = account;
  return el('tr', {},
    el('th', { scope: 'row' }, text(account.accountId, 'span', { class: 'id' }), account.name && el('div', { class: 'sub' }, words.visible(account.name, 100)),
      account.state && account.state !== 'ACTIVE' && el('span', { class: 'tag' }, words.lower(account.state))),
    cell('Open', open > 0 ? el('a', { href: address('open', { account: account.accountId }), 'data-control': 'open', 'aria-label': `${words.count(open, 'open violation')} of ${words.visible(account.accountId)}, worst ${words.lower(account.worst)}` },
      `${words.number(open)} `, account.worst && severity(account.worst)) : el('span', { class: 'faint' }, 'none')),
    cell('Root access keys', keys === 'UNKNOWN' ? unknown() : el('span', { class: `status ${keys}` }, words.rootKeys(keys))),
    cell('Root certificates', certificates === 'UNKNOWN' ? unknown() : el('span', { class: `status ${certificates}` }, words.lower(certificates))),
    cell('Users / keys', el('span', {}, `${words.number(account.users)} / ${words.number(account.keys)}`)),
    cell('Evidence as of', account.evidenceAsOf ? time(account.evidenceAsOf) : unknown('never listed')),
    cell('Last snapshot', snapshot(account.lastSnapshot)),
    cell('Last event', account.lastEventAt ? time(account.lastEventAt) : el('span', { class: 'faint' }, 'none seen')),
    cell('Trails', trails(account.trails)),
    cell('Drift', account.drift > 0 ? el('span', { class: 'status DOWN' }, `${words.count(account.drift, 'key')}: trail is blind`) : el('span', { class: 'faint' }, 'none')));
}

function trails(all) {
  if (!all) return el('span', { class: 'faint' }, 'nothing told');
  return all.map(({ name, region, state, losses, change, undoneBy }) => el('div', { class: 'trail' }, el('bdi', {}, words.visible(name, 100)), region && ` in ${words.visible(region, 40)} `,
    el('span', { class: `status ${['DELETED', 'STOPPED', 'REDUCED'].includes(state) ? 'DOWN' : 'UP'}` }, words.trailState(state)), losses?.length > 0 && ` without ${words.losses(losses)}`,
    el('div', { class: 'sub' }, words.visible(change.eventName, 40), change.actor && [' by ', el('bdi', {}, words.visible(change.actor, 300))], change.sourceIp && [' from ', el('bdi', {}, words.visible(change.sourceIp, 60))], ', ', time(change.at),
      undoneBy && ['; ended by ', words.visible(undoneBy.eventName, 40), undoneBy.actor && [' by ', el('bdi', {}, words.visible(undoneBy.actor, 300))], ', ', time(undoneBy.at)])));
}

function snapshot(last) {
  if (!last) return el('span', { class: 'faint' }, 'none yet');
  if (last.outcome !== 'FAILED') return [el('span', { class: 'status UP' }, 'complete'), ' ', time(last.until ?? last.asOf, { class: 'sub' })];
  return [el('span', { class: 'status DOWN' }, 'failed'), ' ', time(last.asOf, { class: 'sub' }), el('div', { class: 'why' }, words.visible(last.reason ?? 'no reason told'))];
}
