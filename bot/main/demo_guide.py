GUIDE: list[dict[str, object]] = []
