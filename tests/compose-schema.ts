/**
 * What of the Compose file format docker-compose.yml uses, as a JSON schema that lets nothing else
 * through: a misspelt key, which Compose would refuse or overlook, is found without Docker.
 */
const duration = { type: 'string', pattern: '^(\\d+(ms|s|m|h))+$' };
const name = { type: 'string', pattern: '^[a-z][a-z0-9-]*$' };
const words = { type: 'array', items: { type: 'string', minLength: 1 }, minItems: 1 };

function closed(properties: Record<string, object>, required: string[] = []) {
  return { type: 'object', properties, required, additionalProperties: false };
}

const healthcheck = {
  oneOf: [
    closed({ disable: { const: true } }, ['disable']),
    closed(
      {
        test: {
          type: 'array',
          minItems: 2,
          prefixItems: [{ enum: ['CMD', 'CMD-SHELL'] }],
          items: { type: 'string' },
        },
        interval: duration,
        timeout: duration,
        start_period: duration,
        retries: { type: 'integer', minimum: 1 },
      },
      ['test', 'interval', 'timeout', 'retries'],
    ),
  ],
};

const service = {
  ...closed({
    image: { type: 'string', minLength: 1 },
    build: { type: 'string', minLength: 1 },
    command: words,
    user: { type: 'string', minLength: 1 },
    environment: {
      type: 'object',
      propertyNames: { pattern: '^[A-Z][A-Z0-9_]*$' },
      additionalProperties: { type: 'string' },
    },
    ports: { ...words, items: { type: 'string', pattern: '^\\d+:\\d+(/udp)?$' } },
    expose: { ...words, items: { type: 'string', pattern: '^\\d+$' } },
    volumes: { ...words, items: { type: 'string', pattern: '^[^:]+:/[^:]+(:ro)?$' } },
    networks: { ...words, items: name },
    tmpfs: words,
    read_only: { type: 'boolean' },
    shm_size: { type: 'string', pattern: '^\\d+[kmg]$' },
    cap_drop: words,
    cap_add: words,
    security_opt: words,
    stop_grace_period: duration,
    restart: { enum: ['unless-stopped'] },
    deploy: closed({ replicas: { type: 'integer', minimum: 1 } }, ['replicas']),
    depends_on: {
      type: 'object',
      additionalProperties: closed(
        { condition: { enum: ['service_started', 'service_healthy'] } },
        ['condition'],
      ),
    },
    logging: closed(
      {
        driver: { enum: ['json-file'] },
        options: { type: 'object', additionalProperties: { type: 'string' } },
      },
      ['driver'],
    ),
    healthcheck,
  }),
  required: ['image', 'restart', 'networks'],
};

/** The JSON schema (2020-12) of the whole file. */
export const composeSchema = {
  type: 'object',
  properties: {
    name,
    services: {
      type: 'object',
      propertyNames: name,
      additionalProperties: service,
      minProperties: 1,
    },
    networks: {
      type: 'object',
      propertyNames: name,
      additionalProperties: {
        oneOf: [{ type: 'null' }, closed({ internal: { type: 'boolean' } })],
      },
    },
    volumes: { type: 'object', propertyNames: name, additionalProperties: { type: 'null' } },
  },
  patternProperties: { '^x-': {} },
  required: ['name', 'services'],
  additionalProperties: false,
};
