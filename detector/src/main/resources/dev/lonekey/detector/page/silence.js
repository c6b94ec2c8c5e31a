// What may be missing from all that is shown: trails that were stopped, accounts that are silent or were not listed.
import { el } from './dom.js';
import { address } from './place.js';
import { time } from './violation.js';
import * as words from './words.js';

const LISTED = (trouble, many) => el('a', { href: address('accounts', { trouble }), 'data-control': trouble }, words.count(many, 'account'));
const verb = (many) => (many === 1 ? 'was' : 'were');

/** A block that says it, or nothing where nothing is missing. */
export function block({ accounts }) {
  const lines = all(accounts);
  return lines.length === 0 ? [] : [{
    key: 'silence', version: JSON.stringify([accounts.blindTrails, accounts.trails, accounts.silence, accounts.stale, accounts.snapshotFailed, accounts.neverListed, accounts.drift, accounts.silence?.allSilent && accounts.lastEventAt]),
    make: () => el('section', { class: 'panel', 'aria-labelledby': 'silence-heading' },
      el('h2', { id: 'silence-heading' }, 'What we may not see'), el('ul', { class: 'plain sentences' }, lines)),
  }];
}

function all(accounts) {
  const { trails, blindTrails, silence } = accounts;
  const blind = Object.values(trails).reduce((sum, many) => sum + many, 0);
  const line = (...parts) => el('li', {}, el('span', { class: 'status DOWN' }, 'look'), ' ', el('span', {}, ...parts));
  return [
    ...blindTrails.map((one) => line(...trail(one))),
    blind > blindTrails.length && line(`${words.count(blind - blindTrails.length, 'more trail')} ${verb(blind - blindTrails.length)} stopped, deleted or reduced: `, el('a', { href: address('accounts', { trouble: 'trail' }), 'data-control': 'trails' }, 'these accounts')),
    silence?.allSilent && line('No event of any account came ', accounts.lastEventAt ? ['since ', words.exact(accounts.lastEventAt), ', ', time(accounts.lastEventAt)] : 'ever', ': the way of the events is cut, or nothing happened.'),
    silence?.silent > 0 && !silence.allSilent && line('No event for longer than is usual here came from ', LISTED('silent', silence.silent), '.'),
    accounts.drift > 0 && line(words.drift(accounts.drift), ' ', LISTED('drift', accounts.withDrift)),
    accounts.snapshotFailed > 0 && line('The last snapshot failed of ', LISTED('failed', accounts.snapshotFailed), '.'),
    accounts.neverListed > 0 && line(`${words.count(accounts.neverListed, 'account')} ${verb(accounts.neverListed)} never listed, so older keys may be unknown: `, el('a', { href: address('accounts', { trouble: 'stale' }), 'data-control': 'unlisted' }, 'old or no evidence'), '.'),
    accounts.stale > 0 && line(`${words.count(accounts.stale, 'account')} ${verb(accounts.stale)} not listed for more than a day: `, el('a', { href: address('accounts', { trouble: 'stale' }), 'data-control': 'stale' }, 'old or no evidence'), '.'),
  ].filter(Boolean);
}

function trail({ accountId, accountName, trail: { name, region, owner, state, losses, change } }) {
  const code = (text) => el('code', {}, el('bdi', {}, words.visible(text, 100)));
  return [
    'Trail ', code(name), region && [' in ', words.visible(region, 40)], ' of account ', el('bdi', { class: 'id' }, words.visible(owner ?? accountId, 40)), !owner && accountName && [' (', el('bdi', {}, words.visible(accountName, 60)), ')'],
    ' ', el('b', {}, words.trailState(state)), losses?.length > 0 && `: without ${words.losses(losses)}`, '. ',
    el('span', { class: 'sub' }, words.visible(change.eventName, 40), change.actor && [' by ', code(change.actor)], change.sourceIp && [' from ', el('bdi', {}, words.visible(change.sourceIp, 60))], ', ', time(change.at)),
  ];
}
