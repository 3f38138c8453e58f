/** What VS Code gives to a page, once. */
interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The one place that knows where messages and kept state go. The object never reaches the global scope. */
export interface Outside {
  post(message: unknown): void;
  listen(receive: (message: unknown) => void): void;
  load(): unknown;
  save(state: unknown): void;
}

/** May be called once in the life of a page. */
export function outside(): Outside {
  const api = acquireVsCodeApi();
  return {
    post: (message) => api.postMessage(message),
    listen: (receive) => window.addEventListener('message', (event) => receive(event.data)),
    load: () => api.getState(),
    save: (state) => api.setState(state),
  };
}
