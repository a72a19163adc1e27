import { expect, test } from 'vitest';
import { openBodyRoom } from './body-room.ts';

test('a body for which there is no room gives back what it took at once, and the others go on', () => {
  const room = openBodyRoom(100);
  const [one, two, three] = [room.enter(), room.enter(), room.enter()];
  expect([one.grow(40), two.grow(40), three.grow(20), room.takenBytes()]).toEqual([
    true,
    true,
    true,
    100,
  ]);
  expect([three.grow(1), room.takenBytes()]).toEqual([false, 80]);
  expect([two.grow(20), one.grow(1), room.takenBytes()]).toEqual([true, false, 60]);
});

test('a body leaves once, with all that it took', () => {
  const room = openBodyRoom(100);
  const [one, two] = [room.enter(), room.enter()];
  one.grow(30);
  one.grow(30);
  two.grow(40);
  one.leave();
  one.leave();
  expect(room.takenBytes()).toBe(40);
  expect(one.grow(61)).toBe(false);
  two.leave();
  expect(room.takenBytes()).toBe(0);
});
