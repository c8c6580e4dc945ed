import { createInspector, type StatelyInspectionEvent } from '@statelyai/inspect';
import { type InspectorServer, openInspectorServer } from './inspector-server.ts';

/** Where a machine is, in XState's words. */
type State = Readonly<{ status: 'active'; value: unknown; context: object }>;

/** Shows one machine's story in Stately's inspector. */
export type StatelyInspector = Pick<InspectorServer, 'url' | 'arrival' | 'close'> &
  Readonly<{
    begin: (state: State) => void;
    tell: (step: Readonly<{ event: Readonly<{ type: string }>; state: State }>) => void;
  }>;

type InspectorOptions = Readonly<{
  port: number;
  inspectorUrl?: string;
  /** What the story is about, e.g. `certificate-3f9a`, and its chart. */
  name: string;
  definition: object;
  /** Leaves of every event and every context what may leave this machine. */
  sanitize: (value: object) => object;
}>;

/**
 * The frames are made by Stately's own package, which also calls the sanitizer; the server is ours: theirs listens on every
 * interface and answers everybody. docs/adr/0010-inspector.md says more.
 *
 * @throws PortUnavailableError
 */
export const openStatelyInspector = async ({
  port,
  inspectorUrl = 'https://stately.ai/inspect',
  name,
  definition,
  sanitize,
}: InspectorOptions): Promise<StatelyInspector> => {
  const { url, send, arrival, close } = await openInspectorServer(port, inspectorUrl);
  const inspector = createInspector(
    {
      // The package leaves the root open for stories that are told by hand.
      send: (frame: StatelyInspectionEvent) => send(JSON.stringify({ ...frame, rootId: name })),
    },
    { sanitizeEvent: (event) => ({ type: event.type, ...sanitize(event) }), sanitizeContext: sanitize },
  );
  return {
    url,
    arrival,
    close,
    begin: (state) => inspector.actor(actorNamed(name, definition), state),
    tell: ({ event, state }) => {
      inspector.event(name, event);
      inspector.snapshot(name, state, { event });
    },
  };
};

/** As much of an actor as the package looks at. */
const actorNamed = (name: string, config: object) => ({
  sessionId: name,
  id: name,
  logic: { config },
  send: () => undefined,
  getSnapshot: () => undefined,
});
