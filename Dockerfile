# Runbyte over HTTP, with Node and uv inside so that servers started by `npx` and `uvx` work:
#   docker build -t runbyte --build-arg RUNBYTE_COMMIT="$(git rev-parse HEAD)" .
#   docker run --rm -p 127.0.0.1:3000:3000 -v "$PWD/runbyte.json:/app/runbyte.json:ro" runbyte
# Over stdio, as a client starts it:
#   docker run -i --rm -v "$PWD/runbyte.json:/app/runbyte.json:ro" runbyte -transport stdio

FROM node:22.21.1-bookworm-slim AS build
WORKDIR /src
COPY deno.json deno.lock main.ts ./
COPY src ./src
COPY scripts ./scripts
# What `runbyte -version` names; there is no repository in here that could say it.
ARG RUNBYTE_COMMIT=
RUN npx -y deno@2.9.6 task build

FROM astral/uv:0.9.11 AS uv

FROM node:22.21.1-bookworm-slim
# By this the MCP registry knows that the image is what its entry says.
LABEL io.modelcontextprotocol.server.name="io.github.runbyte/runbyte"
# The user of uid 1000 lives in /root, so that configs mounted where the original looked for them are found. Where such a
# file may be read by another user only, Runbyte says so: run the container with --user "$(id -u)". Whoever is named so
# has the group root, which therefore may use the home directory, too: npx and uvx keep what they load there.
RUN usermod --home /root node && chown -R node:root /root && chmod 770 /root && install -d -o node -g root -m 775 /app
COPY --from=uv /uv /uvx /usr/local/bin/
COPY --from=build /src/dist/runbyte /app/runbyte
USER node
# A container is reached from outside of it only where its port is published, and the line above publishes it to this
# machine alone. For others set RUNBYTE_TOKEN: with a token everybody needs one. Without, Runbyte warns in its log.
ENV HOME=/root RUNBYTE_HOST=0.0.0.0 RUNBYTE_PORT=3000 RUNBYTE_ALLOW_UNAUTHENTICATED=true
WORKDIR /app
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s CMD ["node", "-e", "fetch('http://127.0.0.1:3000/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["/app/runbyte"]
CMD ["-transport", "http"]
