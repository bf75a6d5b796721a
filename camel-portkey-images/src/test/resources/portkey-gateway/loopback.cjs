// The gateway listens on all interfaces and has no option for another. Loaded before it, this keeps it on loopback and
// says which port it was given.
const net = require('node:net');
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (port) {
  this.once('listening', () => console.log(`listening on port ${this.address().port}`));
  return listen.call(this, { port: typeof port === 'object' ? port.port : port, host: '127.0.0.1' });
};
