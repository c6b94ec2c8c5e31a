// Elements made by hand. What comes from the detector holds text that attackers chose (user names, user agents), so it goes into the
// page as text only: no HTML is ever parsed here.

/** Makes an element; children are nodes, texts, or lists of them, and what is null or false is left out. */
export function el(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export const byId = (id) => document.getElementById(id);

/** Sets a text, and touches nothing when it is the same: a live region would be read out again. */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Brings the children of a parent to what the rows say, and leaves alone what has not changed, so that focus, selection and
 * scrolling stay where they are. A row has a key, a version and a way to make its element.
 */
export function arrange(parent, rows) {
  const old = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  const focused = parent.contains(document.activeElement) ? document.activeElement : null;
  const focusedRow = focused && [...parent.children].find((child) => child.contains(focused));
  const place = focusedRow && [...parent.children].indexOf(focusedRow);
  const anchor = firstSeen(parent);
  const wanted = new Set(rows.map((row) => row.key));
  for (const [key, child] of old) if (!wanted.has(key)) child.remove();
  let next = parent.firstElementChild;
  for (const row of rows) {
    const child = old.get(row.key);
    if (child && child.dataset.version === row.version) {
      if (child === next) next = next.nextElementSibling;
      else parent.insertBefore(child, next);
      continue;
    }
    const made = row.make();
    made.dataset.key = row.key;
    made.dataset.version = row.version;
    if (child) {
      if (child === next) next = next.nextElementSibling;
      child.remove();
    }
    parent.insertBefore(made, next);
  }
  if (anchor) keepInPlace(parent, anchor);
  if (focused && !parent.contains(document.activeElement)) refocus(parent, focusedRow, focused, place);
}

/** The first row that is on the screen, when something above it is not. */
function firstSeen(parent) {
  if (parent.getBoundingClientRect().top >= 0) return null;
  for (const child of parent.children) {
    const box = child.getBoundingClientRect();
    if (box.bottom > 0) return { key: child.dataset.key, top: box.top };
  }
  return null;
}

function keepInPlace(parent, anchor) {
  const row = [...parent.children].find((child) => child.dataset.key === anchor.key);
  if (row) window.scrollBy(0, row.getBoundingClientRect().top - anchor.top);
}

/** The same control of the same row, or else the row that took its place. */
function refocus(parent, row, focused, place) {
  const same = [...parent.children].find((child) => child.dataset.key === row.dataset.key);
  const stand = same ?? parent.children[Math.min(place, parent.children.length - 1)];
  const controls = stand ? [...stand.querySelectorAll('a, button')] : [];
  const target = controls.find((control) => same && control.dataset.control === focused.dataset.control) ?? controls[0] ?? byId('content');
  target.focus({ preventScroll: true });
}
