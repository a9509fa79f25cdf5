import { LiveStream } from './stream';

// One stream for all tabs of a browser: HTTP/1.1 allows six connections to a server, and each stream holds one.
const scope = self as unknown as { onconnect: (event: MessageEvent) => void };
const ports = new Set<MessagePort>();

const stream = new LiveStream((message) => {
  for (const port of ports) port.postMessage(message);
});

scope.onconnect = (connected) => {
  const port = connected.ports[0];
  if (port === undefined) return;
  port.onmessage = (event: MessageEvent<'start' | 'end'>) => {
    if (event.data === 'start') {
      ports.add(port);
      stream.start();
      return;
    }
    ports.delete(port);
    if (ports.size === 0) stream.end();
  };
};
