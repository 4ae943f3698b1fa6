# Runbyte over stdio, with Node inside so that servers started by `npx` work:
#   docker build -t runbyte .
#   docker run -i --rm -v "$PWD/runbyte.json:/app/runbyte.json:ro" runbyte

FROM node:22.21.1-bookworm-slim AS build
WORKDIR /src
COPY deno.json deno.lock main.ts ./
COPY src ./src
COPY scripts ./scripts
RUN npx -y deno@2.9.6 task build

FROM node:22.21.1-bookworm-slim
# The user of uid 1000 lives in /root, so that configs mounted where the original looked for them are found.
RUN usermod --home /root node && chown -R node:node /root && install -d -o node -g node /app
COPY --from=build /src/dist/runbyte /app/runbyte
USER node
ENV HOME=/root
WORKDIR /app
ENTRYPOINT ["/app/runbyte"]
CMD ["-transport", "stdio"]
