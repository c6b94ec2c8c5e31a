// The page: shows the place that the address names, and keeps it up to date.
import * as account from './account.js';
import { ask, forgetToken, hasToken, keepToken, Stream } from './api.js';
import { arrange, byId, el, say } from './dom.js';
import * as health from './health.js';
import { address, here } from './place.js';
import * as silence from './silence.js';
import * as violation from './violation.js';
import * as words from './words.js';

const PAGE = 50;
const TYPING = 150;
const MARKED = 8000;
const HIDDEN = 30_000;
const HEADINGS = { open: 'Open violations', resolved: 'Resolved violations', accounts: 'Accounts', health: 'Health and pipeline', one: 'One violation' };
const ORDERS = {
  open: [['', 'worst first'], ['opened', 'newest first']],
  resolved: [['resolved', 'resolved last first'], ['', 'worst first'], ['opened', 'opened last first']],
};
const forms = { open: byId('violation-filters'), resolved: byId('violation-filters'), accounts: byId('account-filters') };

let place = here();
let summary = null;
let begun = null; // whether the detector knows what is open; null before it was asked
let asking = new AbortController();
let again = 0; // timer of the next try
let isAsking = false;
let isDue = false; // whether something changed while an answer was awaited
let lastAsked = '';
let seen = null; // event ids by violation id, of the query that is shown
const marks = new Map(); // words at rows that came or changed a moment ago

// ---- what is shown

/** Asks for what the place shows, and shows it; an answer that is overtaken by another question is dropped. */
async function load() {
  clearTimeout(again);
  asking.abort();
  const { signal } = (asking = new AbortController());
  isAsking = true;
  isDue = false;
  const asked = location.hash;
  if (asked !== lastAsked) {
    seen = null;
    byId('list').setAttribute('aria-busy', 'true');
  }
  lastAsked = asked;
  const slow = setTimeout(() => byId('list').childElementCount === 0 && tell('Loading…'), 200);
  try {
    await SHOW[place.view](signal);
    if (place.view !== 'health') begin();
    loaded();
  } catch (failure) {
    if (failure.name !== 'AbortError') refused(failure);
  } finally {
    clearTimeout(slow);
    if (asking.signal === signal) {
      isAsking = false;
      if (isDue) load();
    }
  }
}

const SHOW = {
  open: showViolations,
  resolved: showViolations,
  async accounts(signal) {
    const { q, root, trouble } = place.filters;
    const answer = await ask('accounts', { q, root, trouble, offset: offset(), limit: PAGE }, signal);
    let body = byId('list').querySelector('table.accounts tbody');
    if (!body) {
      const table = account.table();
      byId('list').replaceChildren(table);
      body = table.tBodies[0];
    }
    body.parentElement.hidden = answer.total === 0;
    arrange(body, answer.items.map(account.row));
    result(answer, 'account', 'No account has been seen yet: neither an event nor a snapshot came.');
  },
  async health(signal) {
    const [news] = await Promise.all([ask('summary', {}, signal), ask('violations', { limit: 1 }, signal).then(begin, isStarting)]);
    takeSummary(news);
    showHealth();
  },
  async one(signal) {
    const event = await ask(`violations/${encodeURIComponent(place.id)}`, {}, signal);
    arrange(listFor('violations'), [violation.row(event, null, { alone: true })]);
    said(`This violation is ${event.type === 'RESOLVED' ? 'resolved' : 'open'}.`);
    back();
  },
};

function begin() {
  if (begun) return;
  begun = true;
  if (summary) {
    sayState();
    sayWhatIsMissing();
  }
}

function isStarting(refusal) {
  if (refusal.status !== 503) throw refusal;
  begun = false;
  sayState();
}

async function showViolations(signal) {
  const { q, severity, rule, account: accountId } = place.filters;
  const sort = place.filters.sort ?? (place.view === 'resolved' ? 'resolved' : '');
  const answer = await ask('violations', { status: place.view, q, severity, rule, account: accountId, sort, offset: offset(), limit: PAGE }, signal);
  const news = fresh(answer.items);
  arrange(listFor('violations'), answer.items.map((event) => violation.row(event, marks.get(event.violationId))));
  if (news) setTimeout(unmark, MARKED, news);
  result(answer, place.view === 'open' ? 'open violation' : 'resolved violation', place.view === 'open' ? nothingOpen() : 'Nothing has been resolved lately.');
}

function showHealth() {
  byId('list').firstElementChild?.dataset.key === 'health' || byId('list').replaceChildren();
  arrange(byId('list'), [health.block(summary)]);
  said('');
}

/** Remembers which rows are news, when the same query was shown before. */
function fresh(events) {
  const before = seen;
  seen = new Map(events.map((event) => [event.violationId, event.eventId]));
  if (!before) return null;
  const news = events.filter((event) => before.get(event.violationId) !== event.eventId);
  news.forEach((event) => marks.set(event.violationId, before.has(event.violationId) ? 'changed' : 'new'));
  return news.length > 0 ? news.map((event) => event.violationId) : null;
}

function unmark(ids) {
  ids.forEach((id) => marks.delete(id));
  for (const row of byId('list').querySelectorAll('.fresh')) {
    if (!ids.includes(row.dataset.key)) continue;
    row.classList.remove('fresh');
    row.querySelector('.tag.now')?.remove();
    row.dataset.version = row.dataset.version.replace(/\+$/, '');
  }
}

function listFor(kind) {
  const list = byId('list');
  if (list.firstElementChild?.dataset.kind !== kind) list.replaceChildren(el('div', { 'data-kind': kind, class: kind }));
  return list.firstElementChild;
}

const offset = () => (place.page - 1) * PAGE;
const isFiltered = () => Object.keys(place.filters).some((name) => name !== 'sort');

function nothingOpen() {
  if (!summary || summary.open.total > 0) return 'Nothing is open.';
  if (summary.accounts.total === 0) return 'Nothing is open, and nothing is known yet: neither an event nor a snapshot came. Health & pipeline tells what is waited for.';
  const { neverListed } = summary.accounts;
  return neverListed > 0
    ? `Nothing is open in what is known. ${words.count(neverListed, 'account was', 'accounts were')} never listed, so older keys may be unknown.`
    : 'Nothing is open. Every user has at most one active key, and no root user has any.';
}

function result({ total, items }, noun, none) {
  if (items.length > 0) said(total > items.length ? `${words.number(offset() + 1)}–${words.number(offset() + items.length)} of ${words.count(total, noun)}` : words.count(total, noun));
  else if (total > 0) said(`${words.count(total, noun)}; this page is past the last one`);
  else said('');
  if (total > 0) quiet();
  else if (isFiltered()) tell('Nothing matches the search and the filters.');
  else tell(none, summary?.accounts.total > 0 && summary.accounts.neverListed === 0 && place.view === 'open' ? 'good' : '');
  byId('clear').hidden = !isFiltered();
  byId('clear').href = address(place.view, { sort: place.filters.sort });
  pages(total);
}

function pages(total) {
  const last = Math.max(1, Math.ceil(total / PAGE));
  const link = (word, page, control) => (page === place.page || page < 1 || page > last
    ? el('span', { class: 'faint' }, word)
    : el('a', { href: address(place.view, place.filters, page), 'data-control': control }, word));
  const shown = byId('pages');
  shown.hidden = last === 1 && place.page === 1;
  const at = Math.min(place.page, last + 1);
  arrange(shown, [{
    key: 'pages', version: `${location.hash} ${last}`,
    make: () => el('p', {}, link('« First', 1, 'first'), link('‹ Previous', at - 1, 'previous'), el('span', {}, `Page ${words.number(place.page)} of ${words.number(last)}`),
      link('Next ›', place.page + 1, 'next'), link('Last »', last, 'last')),
  }]);
}

// ---- states, in words

const said = (text) => say(byId('result'), text);

function tell(text, kind = '') {
  const message = byId('message');
  message.className = `panel message ${kind}`;
  say(message, text);
  message.hidden = false;
}

const quiet = () => (byId('message').hidden = true);

function back() {
  quiet();
  const clear = byId('clear');
  byId('pages').hidden = true;
  clear.hidden = true;
}

function loaded() {
  byId('list').removeAttribute('aria-busy');
  byId('token-form').hidden = true;
  if (place.view === 'health' || place.view === 'one') back();
}

function refused(refusal) {
  const { status, message } = refusal;
  byId('list').removeAttribute('aria-busy');
  if (status === 401) return askForToken();
  if (status === 503) {
    isStarting(refusal);
    byId('list').replaceChildren();
    said('');
    tell(`Starting: ${words.visible(message)}`);
  } else if (status === 404 && place.view === 'one') {
    byId('list').replaceChildren();
    said('');
    return tell('There is no such violation here. Of resolved ones the newest 10,000 are kept; older ones are on the topic of violations.');
  } else if (status === 0 || status >= 500) {
    // What is shown stays: it is better than nothing, and the head says how old it is.
    if (byId('list').childElementCount === 0) tell(`${words.visible(message)} Trying again…`);
  } else {
    byId('list').replaceChildren();
    said('');
    byId('clear').hidden = !isFiltered();
    return tell(`That could not be shown: ${words.visible(message)}`);
  }
  again = setTimeout(load, 2000);
}

function askForToken() {
  stream.stop();
  isDue = false;
  const wrong = hasToken();
  forgetToken();
  byId('list').replaceChildren();
  byId('pages').hidden = true;
  Object.values(forms).forEach((form) => (form.hidden = true));
  quiet();
  said('');
  if (wrong) say(byId('token-words'), 'That token was not accepted. It must be the one that the configuration of the detector sets (http.token).');
  byId('token').toggleAttribute('aria-invalid', wrong);
  begun = null;
  sayWhatIsMissing();
  say(byId('state'), 'A token is needed');
  badge('live-word', 'Not connected', 'off');
  if (byId('token-form').hidden || wrong) {
    byId('token-form').hidden = false;
    byId('token').focus();
  }
}

byId('token-form').addEventListener('submit', (submit) => {
  submit.preventDefault();
  keepToken(byId('token').value.trim());
  byId('token').value = '';
  byId('token-form').hidden = true;
  sayState();
  arrive();
  stream.start();
});

// ---- the head

function badge(id, text, kind) {
  say(byId(id), text);
  byId(id).className = `badge ${kind}`;
}

function takeSummary(news) {
  const first = summary === null;
  summary = news;
  words.clockIs(news.asOf);
  const { open } = news;
  sayState();
  say(byId('version'), news.version ? `Lonekey ${words.visible(news.version, 40)}.` : '');
  say(byId('as-of'), `as of ${words.exact(news.asOf).slice(11)}`);
  byId('as-of').title = words.exact(news.asOf);
  for (const box of forms.open.severity) say(box.parentElement.querySelector('b'), words.number(open.bySeverity[box.value]));
  rules(open.byRule);
  const down = health.broken(news.health);
  badge('health', health.inShort(news.health), news.health.ready && down.length === 0 ? 'up' : 'down');
  const trouble = byId('trouble');
  trouble.hidden = down.length === 0;
  say(trouble, down.map((part) => `${words.visible(part.name, 40)} is ${words.lower(part.status)}: ${words.visible(part.detail, 1000)}`).join('\n'));
  sayWhatIsMissing();
  if (first && place.view === 'open' && !byId('message').hidden) load();
}

/** Where people look first; in the accounts and the health the same stands in full. */
function sayWhatIsMissing() {
  const lines = begun && summary && ['open', 'resolved'].includes(place.view) ? silence.block(summary) : [];
  arrange(byId('silence'), lines);
  byId('silence').hidden = lines.length === 0;
}

function sayState() {
  const known = begun && summary;
  const state = known ? words.state(summary) : begun === false ? 'Starting: what is open is not known yet' : 'Loading…';
  say(byId('state'), state);
  say(byId('aside'), known ? words.aside(summary) : '');
  document.title = `${known && summary.open.total > 0 ? `(${words.number(summary.open.total)}) ` : ''}Lonekey: ${lowered(state)}`;
  say(byId('count-open'), known ? words.number(summary.open.total) : '');
  say(byId('count-accounts'), known ? words.number(summary.accounts.total) : '');
}

const lowered = (sentence) => sentence[0].toLowerCase() + sentence.slice(1);

function rules(counts) {
  const select = byId('rule');
  const ids = [...new Set([...words.ruleIds, ...Object.keys(counts), place.filters.rule ?? []].flat())];
  const wanted = ids.map((id) => [id, `${words.rule(id)} (${words.number(counts[id])})`]);
  const chosen = select.value;
  for (const [id, label] of wanted) {
    const option = [...select.options].find((known) => known.value === id);
    if (option) say(option, label);
    else select.append(el('option', { value: id }, label));
  }
  select.value = chosen;
}

// ---- the address and the forms

/** Shows another place: the forms say what it says. */
function arrive() {
  place = here();
  const tab = place.view === 'one' ? null : place.view;
  for (const link of byId('views').querySelectorAll('a')) {
    if (link.dataset.view === tab) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  say(byId('heading'), HEADINGS[place.view]);
  sayWhatIsMissing();
  for (const form of new Set(Object.values(forms))) form.hidden = form !== forms[place.view];
  fillForm();
  if (location.hash !== lastAsked) {
    said('');
    quiet();
    byId('clear').hidden = true;
  }
  load();
}

function fillForm() {
  const { filters, view } = place;
  if (view in ORDERS) {
    byId('sort').replaceChildren(...ORDERS[view].map(([value, label]) => el('option', { value: view === 'resolved' && value === '' ? 'severity' : value === 'resolved' ? '' : value }, label)));
    const severities = (filters.severity ?? '').split(',');
    for (const box of forms.open.severity) box.checked = severities.includes(box.value);
    if (filters.rule && ![...byId('rule').options].some((option) => option.value === filters.rule)) byId('rule').append(el('option', { value: filters.rule }, words.rule(filters.rule)));
  }
  const form = forms[view];
  for (const name of ['q', 'rule', 'account', 'sort', 'root', 'trouble']) {
    const field = form?.elements[name];
    if (field && field !== document.activeElement) field.value = filters[name] ?? '';
  }
}

function readForm(form) {
  const filled = Object.fromEntries([...new FormData(form)].filter(([name]) => name !== 'severity').map(([name, value]) => [name, value.trim()]));
  const severity = new FormData(form).getAll('severity').join(',');
  const target = address(place.view, form === forms.open ? { q: filled.q, severity, rule: filled.rule, account: filled.account, sort: filled.sort } : filled);
  if (target === location.hash || (location.hash === '' && target === '#/open')) return;
  history.replaceState(null, '', target); // typing is not worth a step back for each letter
  arrive();
}

let typing = 0;
for (const form of new Set(Object.values(forms))) {
  form.addEventListener('submit', (submit) => {
    submit.preventDefault();
    readForm(form);
  });
  form.addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(readForm, TYPING, form);
  });
}

addEventListener('hashchange', () => {
  if (document.activeElement?.closest('form')) document.activeElement.blur(); // its field says what the new address says
  arrive();
  if (place.view === 'one') byId('content').focus();
});

byId('skip').addEventListener('click', (click) => {
  click.preventDefault(); // the address after the # is taken
  byId('content').focus();
});

// ---- keys

addEventListener('keydown', (key) => {
  if (key.ctrlKey || key.metaKey || key.altKey || key.target.closest('input, select, textarea')) return;
  if (key.key === '/') {
    const search = forms[place.view]?.elements.q;
    if (!search || forms[place.view].hidden) return;
    key.preventDefault();
    search.focus();
    search.select();
  } else if (['ArrowLeft', 'ArrowRight'].includes(key.key)) step(key, '#views a', key.key === 'ArrowRight');
  else if (['ArrowUp', 'ArrowDown'].includes(key.key)) step(key, '#list .row', key.key === 'ArrowDown');
});

/** From one of some controls to the next, when one of them has the focus. */
function step(key, selector, forward) {
  const all = [...document.querySelectorAll(selector)];
  const at = all.indexOf(document.activeElement);
  const next = at < 0 ? null : all[at + (forward ? 1 : -1)];
  if (!next) return;
  key.preventDefault();
  next.focus();
}

// ---- live

const stream = new Stream({
  event(name, data) {
    badge('live-word', 'Live', 'up');
    byId('retry').hidden = true;
    document.body.classList.remove('lost');
    takeSummary(name === 'summary' ? data : data.summary);
    refresh(name === 'summary');
  },
  lost({ status, message }, wait) {
    if (status === 401) return askForToken();
    badge('live-word', `${status === 503 ? words.visible(message, 200) : 'Connection lost'}; trying again in ${words.count(wait, 'second')}`, 'down');
    byId('retry').hidden = false;
    document.body.classList.add('lost');
    if (status === 503) refresh(); // it answers, so what it knows can be asked for
  },
});

/** Where answers take longer than the next change, each is waited for: none would be shown if changes cut them off. */
function refresh(isConnected = false) {
  if (place.view === 'health' && summary) {
    showHealth();
    loaded();
  } else if (isAsking && !isConnected) isDue = true;
  else load();
}

byId('retry').addEventListener('click', () => stream.start());
addEventListener('online', () => document.hidden || wake());

// Browsers open six connections to a host, over all tabs, and each stream takes one: a tab that nobody looks at gives its own back,
// and asks now and then for what its title says. So does a page that the browser keeps for the way back.
let looking = 0;
document.addEventListener('visibilitychange', () => (document.hidden ? rest() : wake()));
addEventListener('pagehide', () => stream.stop());
addEventListener('pageshow', (shown) => shown.persisted && wake());

function rest() {
  stream.stop();
  clearInterval(looking);
  looking = setInterval(() => ask('summary').then(takeSummary, () => {}), HIDDEN);
}

function wake() {
  clearInterval(looking);
  if (byId('token-form').hidden) stream.start(); // its first event has all read again
}

setInterval(() => {
  for (const time of document.querySelectorAll('time[data-age]')) say(time, words.relative(time.dataset.age));
}, 5000);

arrive();
if (document.hidden) rest(); // a tab that was opened behind another
else stream.start();
