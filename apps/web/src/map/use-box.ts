import { useEffect, useState } from 'react';
import { areaOf } from './ground.ts';
import type { OpenMap } from './open-map.ts';
import type { Area } from './shapes.ts';

/** A box in pixels, while it is drawn. */
export interface DrawnBox {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Smaller than this is a click whose hand trembled. */
const LEAST = 6;

/** Lets an area be drawn: with the button pressed while `drawing`, or with Shift at any time. */
export function useBox(open: OpenMap | null, drawing: boolean, done: (area: Area) => void): DrawnBox | null {
  const [box, setBox] = useState<DrawnBox | null>(null);

  useEffect(() => {
    if (!open) return;
    const { map } = open;
    const canvas = map.getCanvasContainer();
    let from: { x: number; y: number } | null = null;
    const spot = (event: PointerEvent) => {
      const { left, top } = canvas.getBoundingClientRect();
      return { x: event.clientX - left, y: event.clientY - top };
    };
    const boxTo = ({ x, y }: { x: number; y: number }, start: { x: number; y: number }): DrawnBox => ({
      ...{ left: Math.min(x, start.x), top: Math.min(y, start.y) },
      ...{ width: Math.abs(x - start.x), height: Math.abs(y - start.y) },
    });
    const down = (event: PointerEvent) => {
      if (event.button !== 0 || !(drawing || event.shiftKey)) return;
      // The map hears mouse and touch events, and would move.
      map.dragPan.disable();
      from = spot(event);
      canvas.setPointerCapture(event.pointerId);
    };
    const move = (event: PointerEvent) => {
      if (from) setBox(boxTo(spot(event), from));
    };
    const end = (event: PointerEvent) => {
      if (!from) return;
      const { left, top, width, height } = boxTo(spot(event), from);
      from = null;
      setBox(null);
      map.dragPan.enable();
      if (event.type === 'pointercancel' || width < LEAST || height < LEAST) return;
      const [a, b] = [map.unproject([left, top + height]), map.unproject([left + width, top])];
      done(areaOf(a.lng, a.lat, b.lng, b.lat));
    };
    canvas.addEventListener('pointerdown', down, true);
    canvas.addEventListener('pointermove', move);
    canvas.addEventListener('pointerup', end);
    canvas.addEventListener('pointercancel', end);
    map.getContainer().dataset.drawing = drawing ? 'yes' : 'no';
    return () => {
      canvas.removeEventListener('pointerdown', down, true);
      canvas.removeEventListener('pointermove', move);
      canvas.removeEventListener('pointerup', end);
      canvas.removeEventListener('pointercancel', end);
    };
  }, [open, drawing, done]);

  return box;
}
