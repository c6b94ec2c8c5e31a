// Talks to the detector. The token, where one is needed, is kept in this tab only.

const TOKEN = 'lonekey.token';
const SILENCE = 40_000; // the stream says something every 15 s, so after this long it is dead
const WAITS = [1, 2, 4, 8, 15, 30];

/** An answer other than 200; status 0 when there was none. */
export class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export const keepToken = (token) => sessionStorage.setItem(TOKEN, token);
export const hasToken = () => sessionStorage.getItem(TOKEN) !== null;
export const forgetToken = () => sessionStorage.removeItem(TOKEN);

async function request(path, signal) {
  const token = sessionStorage.getItem(TOKEN);
  let answer;
  try {
    answer = await fetch(path, { signal, cache: 'no-store', headers: token ? { Authorization: `Bearer ${token}` } : {} });
  } catch (failure) {
    if (failure.name === 'AbortError') throw failure;
    throw new Refusal(0, 'The detector does not answer.');
  }
  if (answer.ok) return answer;
  const said = await answer.json().catch(() => ({}));
  throw new Refusal(answer.status, said.error ?? `The detector answered ${answer.status}.`);
}

/** Asks for JSON; the address is relative, so a proxy may serve all of this under a path of its own. */
export async function ask(path, parameters = {}, signal = undefined) {
  const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== undefined && value !== ''));
  const answer = await request(`api/${path}${query.size ? '?' + query : ''}`, signal);
  try {
    return await answer.json();
  } catch (failure) {
    if (failure.name === 'AbortError') throw failure;
    throw new Refusal(0, 'The answer of the detector was cut off.');
  }
}

/** Reads the stream of changes for good: after a loss it connects again, waiting longer each time. */
export class Stream {
  #tries = 0;
  #timer = 0;
  #abort = new AbortController();

  /** listener: event(name, data), connected(), lost(refusal, seconds until the next try). */
  constructor(listener) {
    this.listener = listener;
  }

  /** Connects now, whatever it was doing. */
  async start() {
    clearTimeout(this.#timer);
    this.#abort.abort();
    const abort = (this.#abort = new AbortController());
    let reason = new Refusal(0, 'The connection to the detector is lost.');
    try {
      await this.#read(abort);
    } catch (failure) {
      if (failure instanceof Refusal) reason = failure;
    }
    if (abort !== this.#abort) return; // started again meanwhile
    const wait = WAITS[Math.min(this.#tries++, WAITS.length - 1)];
    this.listener.lost(reason, wait);
    if (reason.status !== 401) this.#timer = setTimeout(() => this.start(), wait * 1000 * (0.85 + 0.3 * Math.random()));
  }

  stop() {
    clearTimeout(this.#timer);
    const abort = this.#abort;
    this.#abort = new AbortController();
    abort.abort();
  }

  async #read(abort) {
    let watch = setTimeout(() => abort.abort(), SILENCE);
    try {
      const answer = await request('api/stream', abort.signal);
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      let text = '';
      for (;;) {
        const { done, value } = await reader.read();
        if (done || abort.signal.aborted) return;
        clearTimeout(watch);
        watch = setTimeout(() => abort.abort(), SILENCE);
        const events = (text + value).replaceAll('\r\n', '\n').split('\n\n');
        text = events.pop();
        events.forEach((event) => this.#tell(event));
      }
    } finally {
      clearTimeout(watch);
    }
  }

  #tell(event) {
    let name = 'message';
    const data = [];
    for (const line of event.split('\n')) {
      if (line.startsWith('event:')) name = line.slice(6).trim();
      if (line.startsWith('data:')) data.push(line.slice(5));
    }
    if (data.length === 0) return; // a comment that keeps the connection alive
    this.#tries = 0;
    this.listener.event(name, JSON.parse(data.join('\n')));
  }
}
