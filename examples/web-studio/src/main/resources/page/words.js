// SPDX-License-Identifier: Apache-2.0
// What a person is told when there is no edit: by the code of the problem.

export const megabytes = bytes => `${(bytes / 1048576).toFixed(bytes < 10485760 ? 1 : 0)} MB`;

const WORDS = {
  'no-picture': () => ['Choose a picture first', 'Any PNG, JPEG or WebP from this device will do.'],
  'no-prompt': () => ['Say what is to be there', 'A few words are enough, such as “a red beret on its head”.'],
  'long-prompt': (p, l) => ['That is too long', `Use at most ${l.promptLength} characters.`],
  'unreadable': p => ['This is not a picture that can be used', `${p.name} can't be opened here. Use a PNG, JPEG or WebP file.`],
  'too-large': (p, l) => ['The picture is too large', (p.bytes ? `It has ${megabytes(p.bytes)}. ` : '')
    + `Less than ${megabytes(p.together ? l.uploadBytes : l.pictureBytes)} ${p.together ? 'in all ' : ''}can be sent: save it smaller, or as JPEG, and choose it again.`],
  'not-square': (p, l) => ['The picture is not square', `It is ${p.width} × ${p.height} pixels, and ${l.model} edits only square pictures. Crop it to a square and choose it again.`],
  'not-png': (p, l) => ['The picture is not a PNG', `${l.model} edits only PNG pictures. Save it as PNG and choose it again.`],
  'too-many': (p, l) => ['Too many pictures', `${l.pictures} can be sent, with the one that is edited; ${p.left} ${p.left === 1 ? 'was' : 'were'} left out.`],
  'moderation': () => ['This wish was turned down', 'The model’s safety rules do not allow this picture or these words. Say it differently, or take another picture.'],
  'guardrail': () => ['This wish was turned down', 'A rule of the gateway does not allow this picture or these words. Say it differently, or take another picture.'],
  'rate-limit': () => ['Too many edits just now', 'The model asks for a short break. Nothing was paid for this one.'],
  'busy': () => ['The studio is full at the moment', 'Others are editing. Nothing was sent, and nothing was paid.'],
  'quota': () => ['The budget is used up', 'No more edits can be paid for. Please tell whoever runs this studio.'],
  'access': () => ['The studio is not allowed to edit', 'Its own key was not accepted. Please tell whoever runs this studio.'],
  'picture': () => ['The picture was not accepted', 'It was not sent, and nothing was paid. Below it says why.'],
  'refused': p => ['The model did not accept this', `${p.detail ? 'Below it says why.' : 'It does not say why.'} Nothing was paid.`],
  'setup': () => ['The studio can’t edit as it is set up', 'It is not your picture. Please tell whoever runs this studio.'],
  'gateway': () => ['The model had a problem', 'It is not your picture. Try again in a while.'],
  'unreachable': () => ['The model did not answer', 'It could not be reached, or the answer did not come whole. Try again in a while.'],
  'slow': () => ['The sending took too long', 'The connection is slow. Try again with a smaller picture.'],
  'offline': () => ['The studio can’t be reached', 'Is the network there, and is the studio still running?'],
  'lost': () => ['The connection to the studio was lost', 'The picture had been sent, so the edit may go on, without a result here.'],
  'stopped': p => ['You have stopped waiting', p.sent ? 'The picture had been sent: the edit goes on, and is paid for, without a result here.'
    : 'The picture had not been sent yet. Nothing was paid.'],
  'form': () => ['The studio did not understand this', 'Load this page again and try once more.'],
  'foreign': () => ['This address is not the studio’s own', 'Open the page at the address that the studio printed when it was started.'],
  'internal': () => ['Something went wrong in the studio', 'It is not your picture. Please tell whoever runs it.'],
};

/** The title and the text for a problem, in words without codes. */
export function words(problem, limits) {
  const [title, text] = (WORDS[problem.code] ?? WORDS.internal)(problem, limits);
  return {title, text: problem.mayHaveBeenBilled ? `${text} It may have been paid for all the same.` : text};
}
