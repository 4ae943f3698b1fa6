/**
 * What two published servers ask over the network when a tool is called, answered here: their own client code runs, and
 * nothing leaves the machine.
 *
 * @module
 */

/** The services that {@linkcode tenServers} names. */
export interface StandInServices extends AsyncDisposable {
  readonly url: string;
  /** What was asked, in order: method and path. */
  readonly asked: readonly string[];
}

/** Listens on a free port of this machine. The caller disposes of it. */
export function startStandInServices(): StandInServices {
  const asked: string[] = [];
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, async (request) => {
    const { pathname, searchParams } = new URL(request.url);
    asked.push(`${request.method} ${pathname}`);
    switch (pathname) {
      case "/chart": {
        const { type, data } = await request.json();
        return Response.json({ success: true, resultObj: `chart://${type}/${data.length}` });
      }
      case "/v2/libs/search": {
        const library = searchParams.get("libraryName");
        return Response.json({ results: [{ id: `/stand-in/${library}`, title: library, description: "" }] });
      }
      default:
        return new Response("not here", { status: 404 });
    }
  });
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    asked,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}
