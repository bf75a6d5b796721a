// SPDX-License-Identifier: Apache-2.0
// A picture from the visitor's device: read, looked at, and turned upright.

const TYPES = ['image/png', 'image/jpeg', 'image/webp'];
// What canvases of phones can hold.
const MOST_PIXELS = 16_000_000;

/** Resolves to {file, image, width, height}; rejects with a problem. */
export async function load(file, limits) {
  let image;
  try {
    if (!TYPES.includes(file.type)) throw new Error('type');
    image = await createImageBitmap(file);
  } catch {
    throw {code: 'unreadable', name: file.name};
  }
  const {width, height} = image;
  if (limits.square && file.type !== 'image/png') throw {code: 'not-png'};
  if (limits.square && width !== height) throw {code: 'not-square', width, height};
  const shrink = Math.min(1, Math.sqrt(MOST_PIXELS / (width * height)));
  if (shrink < 1 || await isTurned(file)) {
    file = await redrawn(file, image, shrink);
    image = await createImageBitmap(file);
  }
  if (file.size >= limits.pictureBytes) throw {code: 'too-large', bytes: file.size};
  return {file, image, width: image.width, height: image.height};
}

/**
 * Whether a JPEG says that it is to be shown turned, as those of phones do. Browsers turn it, models don't, and a mask that
 * was painted on the one does not fit the other.
 */
async function isTurned(file) {
  if (file.type !== 'image/jpeg') return false;
  const view = new DataView(await file.slice(0, 131072).arrayBuffer());
  try {
    for (let at = 2; view.getUint8(at) === 0xff; at += 2 + view.getUint16(at + 2)) {
      if (view.getUint8(at + 1) === 0xe1 && view.getUint32(at + 4) === 0x45786966) {
        const tiff = at + 10;
        const little = view.getUint16(tiff) === 0x4949;
        const directory = tiff + view.getUint32(tiff + 4, little);
        for (let i = 0; i < view.getUint16(directory, little); i++) {
          const entry = directory + 2 + 12 * i;
          if (view.getUint16(entry, little) === 0x112) return view.getUint16(entry + 8, little) > 1;
        }
      }
    }
  } catch { /* the end of what was read */ }
  return false;
}

async function redrawn(file, image, shrink) {
  const canvas = new OffscreenCanvas(Math.round(image.width * shrink), Math.round(image.height * shrink));
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  const type = file.type === 'image/jpeg' ? 'image/jpeg' : 'image/png';
  const blob = await canvas.convertToBlob({type, quality: 0.95});
  return new File([blob], file.name.replace(/\.\w+$/, '') + (type === 'image/jpeg' ? '.jpg' : '.png'), {type});
}
