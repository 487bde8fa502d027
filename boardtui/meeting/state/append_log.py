"""A list that only grows, so that a state after a long meeting costs no more than one after a short one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Generic, TypeVar, overload

import msgspec

T = TypeVar("T")


class Log(msgspec.Struct, Generic[T], frozen=True, gc=False):
    """A sequence that is never changed; one with an item more shares its storage, as long as it is the first to grow."""

    _items: list[T] = []
    _length: int = 0

    @classmethod
    def of(cls, items: Iterable[T]) -> Log[T]:
        """A log of these items."""
        kept = list(items)
        return cls(kept, len(kept))

    def plus(self, item: T) -> Log[T]:
        """The same with one item more at the end."""
        items, length = self._items, self._length
        if not length or len(items) != length:
            items = items[:length]
        items.append(item)
        return Log(items, length + 1)

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[T]:
        return islice(self._items, self._length)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[T, ...]: ...
    def __getitem__(self, index: int | slice) -> T | tuple[T, ...]:
        if isinstance(index, slice):
            return tuple(self._items[place] for place in range(*index.indices(self._length)))
        return self._items[range(self._length)[index]]

    def __eq__(self, other: Any) -> bool:
        if not isinstance(other, Log | tuple):
            return NotImplemented
        return len(self) == len(other) and all(mine == theirs for mine, theirs in zip(self, other, strict=True))

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"Log.of({list(self)!r})"
