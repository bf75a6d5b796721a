// SPDX-License-Identifier: Apache-2.0
import {load} from './picture.js';
import {MaskPainter} from './mask.js';
import {send, fetched} from './send.js';
import {Results} from './results.js';
import {words, megabytes} from './words.js';

const $ = id => document.getElementById(id);
const SIZES = {auto: 'Automatic', '1024x1024': 'Square, 1024 × 1024', '1536x1024': 'Landscape, 1536 × 1024', '1024x1536': 'Portrait, 1024 × 1536'};

const TITLE = document.title;

let limits = null;
let asked = null;
let picture = null;
let references = [];
let waiting = null;
let countdown = null;

const results = new Results();
const painter = new MaskPainter($('mask'), $('brush'), () => {
  $('undo').disabled = $('clear').disabled = painter.strokes === 0;
});

// ---- what is shown when

function show(state) {
  document.body.dataset.state = state;
  const painting = state === 'painting' || state === 'waiting';
  $('drop').hidden = state !== 'idle';
  $('board').hidden = !painting;
  $('tools').hidden = $('painting-help').hidden = state !== 'painting';
  $('compare').hidden = $('outcome').hidden = state !== 'result';
  $('progress').hidden = state !== 'waiting';
  $('send').hidden = state === 'waiting';
  painter.enabled = state === 'painting';
  document.title = {waiting: `Editing – ${TITLE}`, result: `Done – ${TITLE}`}[state] ?? TITLE;
}

/** Moves the focus on from what was hidden, and leaves it where the visitor has taken it meanwhile. */
function goOn(to) {
  const at = document.activeElement;
  if (!at || at === document.body || at.closest('[hidden]')) to.focus();
}

function complain(problem) {
  const {title, text} = words(problem, limits);
  $('problem-title').textContent = title;
  $('problem-text').textContent = text;
  $('problem-detail').textContent = problem.detail ?? '';
  $('problem-more').hidden = !problem.detail;
  $('problem-more').open = ['picture', 'refused', 'guardrail'].includes(problem.code);
  $('again').hidden = problem.code !== 'offline' || Boolean(limits);
  $('problem').hidden = false;
  countDown(problem.retryAfter);
  $('problem').scrollIntoView({block: 'nearest'});
}

function calm() {
  $('problem').hidden = true;
  countDown(0);
}

/** Holds the button back for so many seconds, and says how many are left. */
function countDown(seconds) {
  clearInterval(countdown);
  const end = Date.now() + (seconds || 0) * 1000;
  const tick = () => {
    const left = Math.ceil((end - Date.now()) / 1000);
    $('countdown').hidden = !seconds;
    $('countdown').textContent = left > 0 ? `You can try again in ${left} s` : 'You can try again now.';
    $('send').disabled = left > 0;
    if (left > 0) return;
    clearInterval(countdown);
    if (seconds) $('status').textContent = $('countdown').textContent;
  };
  countdown = setInterval(tick, 250);
  tick();
}

// ---- the picture

async function take(file) {
  if (!file || !await ready() || waiting) return;
  let loaded;
  try {
    loaded = await load(file, limits);
  } catch (problem) {
    complain(problem);
    return;
  }
  if (waiting) return; // sent while this was being read
  picture = loaded;
  calm();
  const canvas = $('picture');
  canvas.width = picture.width;
  canvas.height = picture.height;
  canvas.getContext('2d').drawImage(picture.image, 0, 0);
  $('board').style.setProperty('--ratio', picture.width / picture.height);
  painter.reset(picture.width, picture.height);
  show('painting');
  if (document.activeElement?.closest('[hidden]')) $('mask').focus();
  $('status').textContent = `${file.name}, ${picture.width} by ${picture.height} pixels. Paint over what is to change.`;
}

async function addReferences(files) {
  let left = 0;
  for (const file of files) {
    if (references.length + 1 >= limits.pictures) {
      left++;
      continue;
    }
    try {
      references.push(await load(file, limits));
    } catch (problem) {
      complain(problem);
    }
  }
  showReferences();
  if (left) complain({code: 'too-many', left});
}

function showReferences() {
  $('more').querySelectorAll('button').forEach(button => button.remove());
  references.forEach((reference, i) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'tile';
    button.setAttribute('aria-label', `Remove ${reference.file.name}`);
    const image = new Image();
    image.alt = '';
    image.onload = () => URL.revokeObjectURL(image.src);
    image.src = URL.createObjectURL(reference.file);
    button.append(image);
    button.addEventListener('click', () => { references.splice(i, 1); showReferences(); $('add').focus(); });
    $('more').insertBefore(button, $('add'));
  });
}

// ---- sending

async function edit() {
  const prompt = $('prompt').value.trim();
  const problem = !picture ? {code: 'no-picture'} : !prompt ? {code: 'no-prompt'}
    : [...prompt].length > limits.promptLength ? {code: 'long-prompt'} : null;
  if (problem) {
    complain(problem);
    (picture ? $('prompt') : $('file')).focus();
    return;
  }
  calm();
  const form = new FormData();
  form.append('prompt', prompt);
  form.append('size', $('size').value);
  form.append('n', $('number').querySelector(':checked').value);
  form.append('image', picture.file);
  // a name of its own for each, because servers keep only the last file of a name
  references.forEach((reference, i) => form.append(`image${i + 1}`, reference.file));
  waiting = new AbortController();
  const stopClock = startClock();
  show('waiting');
  goOn($('stop'));
  try {
    const mask = await painter.png();
    if (mask) form.append('mask', mask, 'mask.png');
    const bytes = [...form.values()].reduce((sum, value) => sum + (value.size ?? 4 * value.length), 4096);
    if (bytes >= limits.uploadBytes) throw {code: 'too-large', bytes, together: true};
    const answer = await send(form, waiting.signal, sending);
    phase('Fetching the result', null);
    const blobs = await fetched(answer.images, waiting.signal);
    results.show(picture, blobs);
    $('summary').textContent = `Done in ${stopClock()}` + (answer.tokens ? ` · ${answer.tokens.toLocaleString('en')} tokens` : '')
      + counted(blobs.length, answer.images.length);
    show('result');
    $('status').textContent = $('summary').textContent;
    goOn($('summary'));
  } catch (failure) {
    show('painting');
    $('status').textContent = '';
    complain(failure.code ? failure : {code: 'internal', detail: String(failure)});
    document.title = `Not edited – ${TITLE}`;
    goOn($('problem'));
  } finally {
    stopClock();
    $('phase').textContent = '';
    waiting = null;
  }
}

function counted(here, all) {
  if (here < all) return ` · ${here} of ${all} results; what is missing was paid for, and could not be fetched`;
  return all > 1 ? ` · ${all} results` : '';
}

function sending(part) {
  if (part === 'lost') phase('The connection was lost; asking for the result', null);
  else if (part === 1) phase('Editing', null);
  else phase('Sending', part === null ? null : 100 * part);
}

function phase(name, percent) {
  if ($('phase').textContent !== name) $('status').textContent = name;
  $('phase').textContent = name;
  if (percent === null) $('bar').removeAttribute('value');
  else $('bar').value = percent;
}

function startClock() {
  const start = performance.now();
  const text = () => `${((performance.now() - start) / 1000).toFixed(1)} s`;
  const timer = setInterval(() => { $('elapsed').textContent = text(); }, 100);
  phase('Sending', 0);
  return () => { clearInterval(timer); return text(); };
}

// ---- wiring

$('form').addEventListener('submit', async e => {
  e.preventDefault();
  if (await ready() && !waiting && !$('send').disabled) edit();
});
$('again').addEventListener('click', async () => goOn(await ready() ? $('file') : $('again')));
$('stop').addEventListener('click', () => waiting?.abort());
$('file').addEventListener('change', () => { take($('file').files[0]); $('file').value = ''; });
$('add').addEventListener('change', () => { addReferences([...$('add').files]); $('add').value = ''; });
$('another').addEventListener('click', () => $('file').click());
$('undo').addEventListener('click', () => painter.undo());
$('clear').addEventListener('click', () => painter.clear());
$('back').addEventListener('click', () => { show('painting'); goOn($('mask')); });
$('further').addEventListener('click', () => take(results.file));
$('radius').addEventListener('input', () => { painter.size = Number($('radius').value); });
$('tool').addEventListener('change', () => { painter.erase = $('tool').querySelector(':checked').value === 'erase'; });
$('mask').addEventListener('resize-brush', e => { $('radius').value = painter.size = Number($('radius').value) + e.detail; painter.size = Number($('radius').value); });
$('prompt').addEventListener('input', () => {
  if (!limits) return;
  const left = limits.promptLength - [...$('prompt').value].length;
  $('count').textContent = left < 200 ? `${left} characters left` : '';
});
$('prompt').addEventListener('keydown', e => { if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) $('form').requestSubmit(); });
addEventListener('dragover', e => { e.preventDefault(); document.body.classList.add('dragging'); });
addEventListener('dragleave', e => { if (!e.relatedTarget) document.body.classList.remove('dragging'); });
addEventListener('drop', e => {
  e.preventDefault();
  document.body.classList.remove('dragging');
  take(e.dataTransfer.files[0]);
});
addEventListener('paste', e => { if (e.clipboardData.files.length) take(e.clipboardData.files[0]); });
addEventListener('beforeunload', e => { if (waiting) e.preventDefault(); });

/** Resolves to whether the studio has said what its model takes; as long as it has not, each call asks. */
function ready() {
  asked ??= ask();
  return asked;
}

async function ask() {
  calm();
  try {
    const answer = await fetch('limits');
    if (!answer.ok) throw new Error(answer.status);
    limits = await answer.json();
  } catch {
    asked = null;
    complain({code: 'offline'});
    return false;
  }
  applyLimits();
  document.body.dataset.ready = true;
  return true;
}

function applyLimits() {
  $('model').textContent = limits.model;
  $('accepted').textContent = `${limits.square ? 'A square PNG' : 'PNG, JPEG or WebP'}, less than ${megabytes(limits.pictureBytes)}`;
  $('size').replaceChildren(...limits.sizes.map(size => new Option(SIZES[size] ?? size.replace('x', ' × '), size)));
  for (let n = 1; n <= limits.n; n++) {
    const label = document.createElement('label');
    const input = Object.assign(document.createElement('input'), {type: 'radio', name: 'n', value: n, checked: n === 1});
    const span = document.createElement('span');
    span.textContent = n;
    label.append(input, span);
    $('number').append(label);
  }
  $('references').hidden = limits.pictures < 2;
}

ready();
