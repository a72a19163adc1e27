/** The memory that bodies may take together while they are read. */
export interface BodyRoom {
  /** A place for one body, which begins with nothing. */
  enter(): BodyPlace;
}

export interface BodyPlace {
  /** False, and nothing taken, when there is no room for so many bytes more. */
  grow(bytes: number): boolean;
  /** Gives back all that the body took. */
  leave(): void;
}

/** Room for so many bytes. */
export function openBodyRoom(mostBytes: number): BodyRoom {
  let takenBytes = 0;
  return {
    enter() {
      let ownBytes = 0;
      return {
        grow(bytes) {
          if (takenBytes + bytes > mostBytes) return false;
          takenBytes += bytes;
          ownBytes += bytes;
          return true;
        },
        leave() {
          takenBytes -= ownBytes;
          ownBytes = 0;
        },
      };
    },
  };
}
