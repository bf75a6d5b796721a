// SPDX-License-Identifier: Apache-2.0
// Sends the form, and tells how far it is. XMLHttpRequest, because fetch does not say how much of a body has gone.

/**
 * Resolves to the studio's answer; rejects with a problem, which is {code: 'stopped'} when the signal aborts. Browsers repeat by
 * themselves a request whose connection was closed without an answer; by its key the studio knows it for the same click.
 */
export async function send(form, signal, progressed) {
  if (signal.aborted) throw {code: 'stopped'};
  const key = newKey();
  const {answer, sent} = await posted(form, key, signal, progressed);
  return images(answer ?? await outcome(key, sent, signal, progressed));
}

function images(answer) {
  if (answer.code) throw answer;
  return answer;
}

/** Not randomUUID, which is there only over https and on this machine. */
function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('');
}

/** Resolves to the studio's answer, if one came, and whether all was sent. */
function posted(form, key, signal, progressed) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let sent = false;
    request.upload.onprogress = e => {
      sent ||= e.lengthComputable && e.loaded === e.total; // the end may be told of after the connection's
      progressed(e.lengthComputable ? e.loaded / e.total : null);
    };
    request.upload.onload = () => { sent = true; progressed(1); };
    request.onload = () => resolve({
      answer: parsed(request.responseText) ?? (request.status === 413 ? {code: 'too-large'} : null), sent: true});
    request.onerror = () => resolve({answer: null, sent});
    request.onabort = () => reject({code: 'stopped', sent});
    signal.addEventListener('abort', () => request.abort());
    request.open('POST', 'edits');
    request.setRequestHeader('Idempotency-Key', key);
    request.send(form);
  });
}

/** How long the studio keeps an answer and its pictures. */
const KEPT_MILLIS = 15 * 60 * 1000;
/** How long to ask when not all was sent, so that there is hardly anything to know. */
const UNSENT_MILLIS = 5 * 1000;
/** How often the studio must say that it knows nothing of an edit. */
const UNKNOWN = 3;

/**
 * What became of an edit whose answer got lost on its way: in a proxy that does not wait as long as an edit takes, or with a
 * network that comes back.
 */
async function outcome(key, sent, signal, progressed) {
  progressed('lost');
  const until = Date.now() + (sent ? KEPT_MILLIS : UNSENT_MILLIS);
  for (let unknown = 0; unknown < UNKNOWN && Date.now() < until;) {
    await pause(2, signal);
    const response = await fetch(`edits/${key}`, {signal}).catch(() => null);
    const answer = response && parsed(await response.text().catch(() => ''));
    if (signal.aborted) throw {code: 'stopped', sent};
    if (answer && answer.code !== 'unknown') return answer;
    if (answer) unknown++;
  }
  throw sent ? {code: 'lost', mayHaveBeenBilled: true} : {code: 'offline'};
}

/** Fetches the edited pictures at once, because the studio keeps them only for a while. */
export async function fetched(images, signal) {
  const usable = images.filter(image => image.url);
  if (!usable.length) throw {code: 'gateway', detail: images.map(image => image.problem).join('; '), mayHaveBeenBilled: true};
  const all = await Promise.allSettled(usable.map(({url}) => paid(url, signal)));
  const here = all.filter(one => one.status === 'fulfilled').map(one => one.value);
  if (!here.length) throw all[0].reason;
  return here;
}

/** As long as the studio keeps it, it is worth waiting for those who are served. */
async function paid(url, signal) {
  const until = Date.now() + KEPT_MILLIS;
  for (;;) {
    const answer = await result(url, signal);
    if (answer.ok) return answer.blob();
    if (answer.status !== 503 || Date.now() > until) throw {code: 'internal', mayHaveBeenBilled: true};
    await pause(Number(answer.headers.get('Retry-After')) || 10, signal);
  }
}

function result(url, signal) {
  return fetch(url, {signal}).catch(() => { throw signal.aborted ? {code: 'stopped', sent: true} : {code: 'offline', mayHaveBeenBilled: true}; });
}

function pause(seconds, signal) {
  return new Promise(over => {
    setTimeout(over, 1000 * seconds);
    signal.addEventListener('abort', over, {once: true});
  });
}

/** The studio's own answers have a problem's code or images; what a proxy says is no answer of the studio. */
function parsed(text) {
  try {
    const answer = JSON.parse(text);
    return answer?.code || answer?.images ? answer : null;
  } catch {
    return null;
  }
}
