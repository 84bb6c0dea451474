import type { Access, App } from './app.ts';

export interface RouteEntry {
  readonly method: string;
  /** With placeholders, for instance `/api/v1/records/:id`. */
  readonly url: string;
  readonly access: Access | undefined;
}

/** What the framework's router holds, kept because the framework itself has no "other methods of this address". */
export class RouteTable {
  readonly entries: RouteEntry[] = [];

  watch(app: App): void {
    app.addHook('onRoute', (route) => {
      for (const method of [route.method].flat()) {
        this.entries.push({ method, url: route.url, access: route.config?.access });
      }
    });
    app.decorate('routeTable', tableOf(this));
  }

  /** Methods that the address takes; empty when there is no such address. The pages' catch-all does not count. */
  methodsOf(address: string): string[] {
    const path = address.split('?', 1)[0] ?? address;
    const found = this.entries.filter((entry) => entry.url !== '/*' && patternOf(entry.url).test(path));
    return [...new Set(found.map((entry) => entry.method))].sort();
  }
}

// A method's `this` is a type of its own, which the framework takes for a pair of accessors.
function tableOf(table: RouteTable): RouteTable {
  return table;
}

function patternOf(url: string): RegExp {
  const pattern = url
    .split(/(:[A-Za-z]+|\*)/)
    .map((part) => (part === '*' ? '.*' : part.startsWith(':') ? '[^/]+' : RegExp.escape(part)))
    .join('');
  return new RegExp(`^${pattern}$`);
}

declare module 'fastify' {
  interface FastifyInstance {
    routeTable: RouteTable;
  }
}
