package dev.lonekey.standalone.path;

import java.util.List;

class WholePathOnEmbeddedBrokerIT extends WholePath {

    @Override
    List<String> broker() {
        return List.of();
    }
}
