/** Ties a SocketConnection to an element: open while the element is in the page. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import {
  SocketConnection,
  type ConnectionState,
  type ScreenSocket,
  type SocketConnectionOptions,
} from './socket-connection.ts';

/** Draws its host again at each change of `state`. `emit` and acknowledgements: through `socket`. */
export class SocketController<
  FromServer extends object,
  ToServer extends object,
> implements ReactiveController {
  readonly connection: SocketConnection<FromServer, ToServer>;

  constructor(
    host: ReactiveControllerHost,
    options: SocketConnectionOptions<FromServer, ToServer>,
  ) {
    this.connection = new SocketConnection({
      ...options,
      changed: (state) => {
        options.changed?.(state);
        host.requestUpdate();
      },
    });
    host.addController(this);
  }

  get socket(): ScreenSocket<FromServer, ToServer> {
    return this.connection.socket;
  }

  get state(): ConnectionState {
    return this.connection.state;
  }

  get online(): boolean {
    return this.connection.online;
  }

  get clockOffsetMs(): number | undefined {
    return this.connection.clockOffsetMs;
  }

  hostConnected(): void {
    this.connection.reconnect();
  }

  hostDisconnected(): void {
    this.connection.close();
  }
}
