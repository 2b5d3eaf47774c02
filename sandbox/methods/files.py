"""files.*: the three steps of an upload, the bytes kept as they came."""

from dataclasses import replace

from sandbox.methods.call import Call, Method, method
from sandbox.refusals import Refused
from sandbox.shapes import File, Json, Message


def _upload_url(call: Call) -> Json:
    size = call.need("length")
    if not size.isdigit() or int(size) == 0:
        raise Refused("invalid_arguments")
    file = File(id=call.world.new_id("F"), name=call.need("filename"), length=int(size))
    call.world.files[file.id] = file
    return {"file_id": file.id, "upload_url": f"{call.url}upload/v1/{file.id}"}


def _complete(call: Call) -> Json:
    asked = call.parsed("files")
    if not isinstance(asked, list) or not asked:
        raise Refused("invalid_arguments")
    places = [name for name in call.text("channels").split(",") if name]
    places += [call.text("channel_id")] if call.text("channel_id") else []
    files = tuple(_completed(call, item, places) for item in asked)
    for place in places:
        _share(call, place, files)
    call.world.touch()
    return {"files": [described(file, call.url) for file in files]}


def _completed(call: Call, item: Json, places: list[str]) -> File:
    file = call.world.files.get(str(item.get("id")))
    if file is None or len(file.content) != file.length:
        raise Refused("file_not_found")
    title = str(item.get("title") or file.name)
    done = replace(file, title=title, shared_in=tuple(places), complete=True)
    call.world.files[file.id] = done
    return done


def _share(call: Call, place: str, files: tuple[File, ...]) -> None:
    channel = Call(call.world, {"channel": place}, call.url).postable()
    call.world.put(
        Message(
            channel=channel.id,
            ts=call.world.new_ts(),
            user=call.world.bot.id,
            text=call.text("initial_comment"),
            thread_ts=call.text("thread_ts"),
            files=tuple(file.id for file in files),
            sent=dict(call.args),
        )
    )


def described(file: File, url: str) -> Json:
    """A file as the Web API gives it."""
    return {
        "id": file.id,
        "name": file.name,
        "title": file.title,
        "size": file.length,
        "channels": list(file.shared_in),
        "url_private_download": f"{url}files/{file.id}/{file.name}",
    }


METHODS: dict[str, Method] = {
    "files.getUploadURLExternal": method(_upload_url, "files:write"),
    "files.completeUploadExternal": method(_complete, "files:write"),
}
