export interface Proxy {
  /** The URL of the server through this proxy. */
  url: string;
  /** Closes all connections and accepts no new ones. */
  close(): void;
  /** Listens again at the same address. */
  open(): void;
  /** Passes nothing on any more, and closes nothing. */
  stall(): void;
}

/** Starts a proxy to a server that can be closed and opened again. */
export function proxyTo(url: string): Proxy {
  const { hostname, port } = new URL(url);
  let listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const own = new URL(url);
  own.host = `127.0.0.1:${listener.addr.port}`;
  const connected = new Set<Deno.Conn>();

  let isStalled = false;
  const gate = () =>
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform: (chunk, controller) => void (isStalled || controller.enqueue(chunk)),
    });
  const join = (from: Deno.Conn, to: Deno.Conn) =>
    from.readable.pipeThrough(gate()).pipeTo(to.writable).catch(() => {}); // cut: that is what it is for

  async function serve() {
    for await (const client of listener) {
      const server = await Deno.connect({ hostname, port: Number(port) });
      for (const end of [client, server]) connected.add(end);
      Promise.all([join(client, server), join(server, client)]).finally(() => {
        for (const end of [client, server]) connected.delete(end);
      });
    }
  }

  void serve();
  return {
    url: own.href,
    close: () => {
      listener.close();
      for (const end of connected) end.close();
      connected.clear();
    },
    open: () => {
      listener = Deno.listen({ hostname: "127.0.0.1", port: Number(own.port) });
      void serve();
    },
    stall: () => {
      isStalled = true;
    },
  };
}
