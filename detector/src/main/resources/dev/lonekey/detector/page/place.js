// What is shown, kept in the address after the #, so that a view can be shared: #/open?q=alice&severity=HIGH,CRITICAL&page=2

const FILTERS = { open: ['q', 'severity', 'rule', 'account', 'sort'], resolved: ['q', 'severity', 'rule', 'account', 'sort'], accounts: ['q', 'root', 'trouble'], health: [] };

/** The place that the address names; open violations when it names none. */
export function here() {
  const [path, query] = location.hash.slice(1).split(/\?(.*)/s);
  const one = /^\/violations\/(.+)$/.exec(path);
  if (one) return { view: 'one', id: decoded(one[1]), filters: {}, page: 1 };
  const view = Object.hasOwn(FILTERS, path.slice(1)) ? path.slice(1) : 'open';
  const given = new URLSearchParams(query);
  const filters = {};
  for (const name of FILTERS[view]) if (given.get(name)) filters[name] = given.get(name);
  return { view, filters, page: Math.max(1, Math.floor(Number(given.get('page'))) || 1) };
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The address of a view; filters that are empty are left out. */
export function address(view, filters = {}, page = 1) {
  const query = new URLSearchParams(Object.entries(filters).filter(([, value]) => value));
  if (page > 1) query.set('page', page);
  const text = query.toString().replaceAll('%2C', ',');
  return `#/${view}${text ? '?' + text : ''}`;
}

export const addressOf = (violationId) => `#/violations/${encodeURIComponent(violationId)}`;
