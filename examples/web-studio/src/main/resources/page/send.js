// SPDX-License-Identifier: Apache-2.0
// Sends the form, and tells how far it is. XMLHttpRequest, because fetch does not say how much of a body has gone.

/** Resolves to the studio's answer; rejects with a problem, or with {code: 'stopped'} when the signal aborts. */
export function send(form, signal, progressed) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.upload.onprogress = e => progressed(e.lengthComputable ? e.loaded / e.total : null);
    request.upload.onload = () => progressed(1);
    request.onload = () => {
      const answer = parsed(request.responseText);
      if (request.status === 200 && answer) resolve(answer);
      else reject(answer?.code ? answer : {code: request.status === 413 ? 'too-large' : 'internal'});
    };
    request.onerror = () => reject({code: 'offline'});
    request.onabort = () => reject({code: 'stopped'});
    signal.addEventListener('abort', () => request.abort());
    request.open('POST', 'edits');
    request.send(form);
  });
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

const KEPT_MILLIS = 15 * 60 * 1000;

/** As long as the studio keeps it, it is worth waiting for those who are served. */
async function paid(url, signal) {
  const until = Date.now() + KEPT_MILLIS;
  for (;;) {
    const answer = await result(url, signal);
    if (answer.ok) return answer.blob();
    if (answer.status !== 503 || Date.now() > until) throw {code: 'internal', mayHaveBeenBilled: true};
    await new Promise(later => setTimeout(later, 1000 * (Number(answer.headers.get('Retry-After')) || 10)));
  }
}

function result(url, signal) {
  return fetch(url, {signal}).catch(() => { throw {code: signal.aborted ? 'stopped' : 'offline', mayHaveBeenBilled: true}; });
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
