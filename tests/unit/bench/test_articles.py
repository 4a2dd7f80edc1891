"""The bench reads what it is given and invents the same articles each time."""

from itertools import islice
from pathlib import Path

import pytest

from bench.articles import NoArticlesError, generate_articles, load_articles


def test_generated_articles_are_the_same_for_the_same_seed() -> None:
    assert list(islice(generate_articles(7), 5)) == list(islice(generate_articles(7), 5))
    assert list(islice(generate_articles(7), 5)) != list(islice(generate_articles(8), 5))


def test_generated_articles_have_no_slot_left_open() -> None:
    assert all("{" not in article for article in islice(generate_articles(1), 50))


def test_articles_stop_once_enough_characters_are_held() -> None:
    articles = load_articles(None, 20_000)
    assert sum(map(len, articles)) >= 20_000 > sum(map(len, articles[:-1]))


def test_a_folder_gives_its_texts_and_the_text_column_of_its_tables(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("A bridge fell.", encoding="utf-8")
    (tmp_path / "two.csv").write_text("id,text\n1,First. ### Second.\n2,\n", encoding="utf-8")
    assert load_articles(tmp_path, 10_000) == ("A bridge fell.", "First.\n\nSecond.")


def test_a_folder_without_articles_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoArticlesError, match=tmp_path.name):
        load_articles(tmp_path, 100)
