// A plain MQTT broker for peers that need one beside them. Tells its port, and that somebody has subscribed.
import net from 'node:net';
import { Aedes } from 'aedes';

const broker = await Aedes.createBroker();
const server = net.createServer((socket) => broker.handle(socket.setNoDelay(true)));
broker.on('subscribe', () => console.log('subscribed'));
server.listen(0, '127.0.0.1', () => console.log(`broker on port ${server.address().port}`));
