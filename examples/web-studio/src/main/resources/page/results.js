// SPDX-License-Identifier: Apache-2.0
// Before and after, and which of several results.

const $ = id => document.getElementById(id);

export class Results {
  #blobs = []; #urls = []; #chosen = 0; #name = 'picture';

  constructor() {
    $('slider').addEventListener('input', () => $('compare').style.setProperty('--cut', `${$('slider').value}%`));
  }

  /** The chosen result as a file, to be edited further. */
  get file() {
    const blob = this.#blobs[this.#chosen];
    return new File([blob], this.#fileName(this.#chosen), {type: blob.type});
  }

  show(picture, blobs) {
    this.#urls.forEach(url => URL.revokeObjectURL(url));
    this.#blobs = blobs;
    this.#name = picture.file.name.replace(/\.\w+$/, '');
    const before = URL.createObjectURL(picture.file);
    const after = blobs.map(blob => URL.createObjectURL(blob));
    this.#urls = [before, ...after];
    $('before').src = before;
    $('slider').value = 50;
    $('compare').style.setProperty('--cut', '50%');
    $('compare').style.setProperty('--ratio', picture.width / picture.height);
    $('thumbs').hidden = blobs.length === 1;
    $('thumbs').replaceChildren(...after.map((url, i) => this.#thumb(url, i)));
    this.#choose(0);
  }

  #thumb(url, i) {
    const button = document.createElement('button');
    button.type = 'button';
    button.setAttribute('aria-label', `Result ${i + 1}`);
    const image = new Image();
    image.src = url;
    image.alt = '';
    button.append(image);
    button.addEventListener('click', () => this.#choose(i));
    return button;
  }

  #choose(i) {
    this.#chosen = i;
    $('after').src = this.#urls[i + 1];
    $('download').href = this.#urls[i + 1];
    $('download').download = this.#fileName(i);
    [...$('thumbs').children].forEach((thumb, at) => thumb.setAttribute('aria-pressed', at === i));
  }

  #fileName(i) {
    const extension = this.#blobs[i].type.split('/')[1];
    return `${this.#name}-edited${this.#blobs.length > 1 ? `-${i + 1}` : ''}.${extension}`;
  }
}
