# One image for every process: api, worker, prepare and the commands of the terminal. It knows no password and no key.
FROM node:24-bookworm-slim AS build
WORKDIR /app
# Only what .dockerignore names; tests are known to the lockfile by name, and are not built.
COPY . .
# Installs what the lockfile names, builds the web app, and packs each process into one file.
RUN npm run build && npm run build -- --prune

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build --chown=root:root /app /app
# The sealing keys, and files sealed with them: a volume each stands here, and belongs to whoever the processes run as.
RUN mkdir -p /data/keys/outbound /data/documents /run/palermo && chown -R node:node /data /run/palermo && chmod 700 /data /data/keys /data/keys/outbound /data/documents /run/palermo
ENV PALERMO_DATA=/data
VOLUME /data
USER node
EXPOSE 3000
CMD ["node", ".cache/run/api.mjs"]
