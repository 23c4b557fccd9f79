# One image for the server and the workers; docker-compose.yml says which of them a container is.

# The screens, built.
FROM node:24-slim AS screens
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY vite.config.ts tsconfig.base.json tsconfig.browser.json ./
COPY domain ./domain
COPY ui ./ui
COPY kiosk ./kiosk
COPY dashboard ./dashboard
COPY phone ./phone
COPY stage ./stage
RUN node node_modules/vite/bin/vite.js build

# The packages that run, without those that only build and test.
FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund

FROM node:24-slim
WORKDIR /app
ENV NODE_ENV=production PORT=8080 HOST=0.0.0.0
COPY --from=packages /app/node_modules ./node_modules
COPY --from=screens /app/dist ./dist
COPY package.json ./
COPY domain ./domain
COPY stores ./stores
COPY server ./server
COPY workers ./workers
# The commands that look into the books.
COPY embedded ./embedded
COPY scripts/books.ts scripts/program.ts scripts/ledger-command.ts ./scripts/
COPY docker/health.mjs docker/worker-health.mjs ./docker/
# Nothing in the image belongs to the user that runs it.
USER node
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "docker/health.mjs"]
CMD ["node", "server/main.ts"]
