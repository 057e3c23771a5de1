import { createSocket } from "node:dgram";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { once } from "node:events";
import type { AddressInfo } from "node:net";

/** A request that a receiver got. */
export interface Received {
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

type Respond = (response: ServerResponse, received: Received) => void;

const noContent: Respond = (response) => response.writeHead(204).end();

/** Starts a receiver on loopback, which keeps what it gets; `respond` can be set at any time. */
export async function startReceiver(tls?: { cert: string; key: string }) {
  const received: Received[] = [];
  const receiver = { received, respond: noContent };
  const server =
    (tls
      ? (handler: Parameters<typeof createServer>[1]) => createTlsServer(tls, handler)
      : createServer)(async (request, response) => {
        let body = "";
        for await (const chunk of request) body += chunk;
        received.push({ url: request.url!, headers: request.headers, body });
        receiver.respond(response, received.at(-1)!);
      });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return Object.assign(receiver, {
    port,
    host: `127.0.0.1:${port}`,
    url: `http://127.0.0.1:${port}/hooks`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  });
}

const TYPES: Record<number, "A" | "AAAA"> = { 1: "A", 28: "AAAA" };

/**
 * Starts a name server on loopback (RFC 1035). `answer` returns the addresses of a name, and may return
 * others each time; `questions` keeps what was asked.
 */
export async function startNameServer(answer: (name: string, type: "A" | "AAAA") => string[]) {
  const questions: string[] = [];
  const socket = createSocket("udp4", (query, { port, address }) => {
    const labels: string[] = [];
    let at = 12;
    for (; query[at]! > 0; at += query[at]! + 1) {
      labels.push(query.subarray(at + 1, at + 1 + query[at]!).toString());
    }
    const end = at + 5;
    const type = TYPES[query.readUInt16BE(at + 1)];
    const name = labels.join(".");
    questions.push(`${type} ${name}`);
    const records = type ? answer(name, type).map((one) => record(type, one)) : [];
    const header = Buffer.from(query.subarray(0, 12));
    header.writeUInt16BE(0x8180, 2);
    header.writeUInt16BE(records.length, 6);
    header.writeUInt32BE(0, 8);
    socket.send(Buffer.concat([header, query.subarray(12, end), ...records]), port, address);
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  return {
    questions,
    at: { ipAddr: "127.0.0.1", port: socket.address().port },
    close: () => socket.close(),
  };
}

/** A record without a life: nobody may keep it. */
function record(type: "A" | "AAAA", address: string): Buffer {
  const data = type === "A"
    ? Buffer.from(address.split(".").map(Number))
    : Buffer.from(address.split(":").map((part) => part.padStart(4, "0")).join(""), "hex");
  const head = Buffer.from([0xc0, 12, 0, type === "A" ? 1 : 28, 0, 1, 0, 0, 0, 0, 0, data.length]);
  return Buffer.concat([head, data]);
}
