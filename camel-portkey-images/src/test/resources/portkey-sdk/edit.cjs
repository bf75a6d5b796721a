// Sends one edit through the official SDK: node edit.cjs OPTIONS FIELDS, both as JSON; image and mask are paths.
const fs = require('node:fs');
const { Portkey } = require('portkey-ai');
const [options, fields] = process.argv.slice(2).map(text => JSON.parse(text));
const body = { ...fields };
for (const name of ['image', 'mask']) {
  if (body[name]) body[name] = fs.createReadStream(body[name]);
}
new Portkey(options).images.edit(body).then(
  answer => console.log(JSON.stringify(answer.data?.length ?? null)),
  failure => { console.error(String(failure)); process.exitCode = 1; });
