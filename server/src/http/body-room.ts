/** The memory that bodies may take together while they are read. */
export interface BodyRoom {
  /** A place for one body, which begins with nothing. */
  enter(): BodyPlace;
  /** What all bodies have taken. */
  takenBytes(): number;
}

export interface BodyPlace {
  /**
   * False when there is no room for so many bytes more. The body is refused then and gives back what it took in that
   * moment: bodies that grow side by side would all fall otherwise before the first of them has left.
   */
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
      const leave = () => {
        takenBytes -= ownBytes;
        ownBytes = 0;
      };
      return {
        grow(bytes) {
          if (takenBytes + bytes > mostBytes) {
            leave();
            return false;
          }
          takenBytes += bytes;
          ownBytes += bytes;
          return true;
        },
        leave,
      };
    },
    takenBytes: () => takenBytes,
  };
}
